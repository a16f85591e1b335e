package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The peer of a tunnel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RemoteEnd(
        @JsonPropertyDescription("IPv4 address of the peer.")
        @Required
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        String address,

        @JsonPropertyDescription("Identity that the peer presents. Default: its address, as IPv4.") @Nullable
        Identity identity) {}
