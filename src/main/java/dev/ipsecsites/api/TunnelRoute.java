package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A network that is reached through this tunnel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TunnelRoute(
        @JsonPropertyDescription("default, or a network such as 10.0.0.0/8.")
        @Required
        @Size(max = 64)
        @ValidationRule(
                value = "self == 'default' || isCIDR(self) && cidr(self).ip().family() == 4 && "
                        + "cidr(self).masked() == cidr(self)",
                message = "destination must be default, or an IPv4 network without host bits such as 10.0.0.0/8")
        String destination,

        @JsonPropertyDescription(
                "Order among the tunnels that name the same destination: 1 is used first, the next takes "
                        + "over when it is down. Default 1.")
        @Min(1)
        @Max(100)
        Integer preference,

        @JsonPropertyDescription("true: written only where another route of the router, the default route aside, would "
                + "take this destination elsewhere. Default false.")
        Boolean onlyWhenCaptured) {

    public TunnelRoute {
        preference = Values.or(preference, 1);
        onlyWhenCaptured = Values.or(onlyWhenCaptured, false);
    }
}
