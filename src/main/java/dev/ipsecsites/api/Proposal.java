package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The algorithms of a site; what is absent is the strongest that both ends can. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Proposal(
        @JsonPropertyDescription("Algorithms of the IKE SA (phase 1).") @Nullable
        IkeProposal ike,

        @JsonPropertyDescription("Algorithms of the child SAs, which carry the traffic (phase 2).") @Nullable
        ChildProposal child) {}
