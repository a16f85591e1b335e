package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The router's own end of a tunnel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LocalEnd(
        @JsonPropertyDescription("Address that IKE starts from. Default: the address of the link.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String address,

        @JsonPropertyDescription("Identity that the router presents. Default: its address, as IPv4.") @Nullable
        Identity identity) {}
