package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A further network behind the site. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteRange(
        @JsonPropertyDescription("Name of the range in the management application; unique in the site.")
        @Required
        @Size(min = 1, max = 64)
        @PlainText
        String name,

        @JsonPropertyDescription(
                "The network, such as 192.168.110.0/24. May not overlap the native range or another range.")
        @Required
        @Size(max = 64)
        @ValidationRule(value = Rules.NETWORK, message = Rules.NETWORK_MESSAGE)
        @ValidationRule(value = Rules.NO_HOST_BITS, message = Rules.NO_HOST_BITS_MESSAGE)
        String subnet,

        @JsonPropertyDescription(
                "Router on the LAN through which the range is reached, such as 192.168.100.2. Default: "
                        + "the IPsec router itself.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String gateway) {}
