package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The IKE SA as the router shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IkeStatus(
        @JsonPropertyDescription("SPI of the IKE SA.") @Size(max = 64) @Nullable
        String spi,

        @JsonPropertyDescription("Algorithms in use.") @Size(max = 256) @Nullable
        String encryption,

        @JsonPropertyDescription("Since when the tunnel has been up (RFC 3339).") @Size(max = 64) @Nullable
        String since) {}
