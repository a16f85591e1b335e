package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Addresses inside the tunnel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InnerAddresses(
        @JsonPropertyDescription(
                "The router's address inside the tunnel with its prefix length, such as 169.254.10.2/30.")
        @Required
        @Size(max = 64)
        @ValidationRule(
                value = "isCIDR(self) && cidr(self).ip().family() == 4",
                message = "write the address with its prefix length, such as 169.254.10.2/30")
        String local,

        @JsonPropertyDescription("The peer's address inside the tunnel, such as 169.254.10.1.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String remote) {}
