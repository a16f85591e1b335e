package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A WAN interface as the router shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LinkStatus(
        @JsonPropertyDescription("Name of the link.") @Required @Size(max = 32)
        String name,

        @JsonPropertyDescription("Address of the interface.") @Size(max = 64) @Nullable
        String address,

        @JsonPropertyDescription("Next hop of the interface.") @Size(max = 64) @Nullable
        String gateway,

        @JsonPropertyDescription("NAT descriptor of the interface, if it has one.") @Min(0) @Nullable
        Integer natDescriptor) {}
