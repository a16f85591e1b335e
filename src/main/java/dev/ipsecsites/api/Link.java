package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One WAN interface of the router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!self.interface.startsWith('pp') || !has(self.gateway)",
        message = "a pp interface has no next hop: leave gateway out",
        fieldPath = ".gateway")
public record Link(
        @JsonPropertyDescription("Name that tunnels use for the link, such as WAN1.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$")
        String name,

        @JsonProperty("interface")
        @JsonPropertyDescription("Interface of the router: ppN for PPPoE, lanN else.")
        @Required
        @Size(max = 64)
        @ValidationRule(
                value = "self.matches('^(pp|lan)[1-9][0-9]*$')",
                message = "interface must be pp or lan and a number, such as pp1 or lan2")
        String interfaceName,

        @JsonPropertyDescription(
                "Public IPv4 address of the link. Default: read from the router; needed offline, or to override.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String address,

        @JsonPropertyDescription(
                "Next hop of a lan interface: an IPv4 address, or DHCP. Default: read from the router. A "
                        + "pp interface has none.")
        @Size(max = 64)
        @ValidationRule(
                value = "self == 'DHCP' || isIP(self) && ip(self).family() == 4",
                message = "gateway must be an IPv4 address such as 198.51.100.1, or DHCP")
        @Nullable
        String gateway) {}
