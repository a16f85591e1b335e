package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms of the IKE SA; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IkeProposal(
        @Nullable Encryption encryption,
        @Nullable Hash prf,
        @Nullable Hash integrity,
        @Nullable IntOrString dhGroup) {}
