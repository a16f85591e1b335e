package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One tunnel of a role. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.privateCatoAddress) == has(self.privateSiteAddress)",
        message = "privateCatoAddress and privateSiteAddress belong together: write both or neither")
public record SiteTunnel(
        @JsonPropertyDescription("Name of a link of the Router (Router.spec.links). Default: its first.")
        @Size(min = 1, max = 32)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$")
        @Nullable
        String link,

        @JsonPropertyDescription("Number of the tunnel interface on the router. Default: the next free one that "
                + "Router.spec.numbers.tunnels allows.")
        @Min(1)
        @Max(6000)
        @Nullable
        Integer tunnelNumber,

        @JsonPropertyDescription(
                "Name of the tunnel at Cato, and its description on the router. Printable ASCII without ?"
                        + " # | > \\ $ ' \". Default: made from the site and the PoP.")
        @Size(min = 1, max = 64)
        @Pattern("^[ !%&()*+,./0-9:;<=@A-Z\\[\\]^_`a-z{}~-]*$")
        @Nullable
        String name,

        @JsonPropertyDescription("Public IPv4 address of this tunnel's link. Default spec.publicAddress.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String publicAddress,

        @JsonPropertyDescription("Bandwidth of this tunnel's link. Default spec.bandwidth.") @Nullable
        Bandwidth bandwidth,

        @JsonPropertyDescription("Cato's address inside the tunnel, for BGP.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String privateCatoAddress,

        @JsonPropertyDescription("The router's address inside the tunnel, for BGP.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String privateSiteAddress,

        @JsonPropertyDescription(
                "Where the pre-shared key comes from. Default: generated into a Secret that the CatoSite owns.")
        @Nullable
        PreSharedKey preSharedKey) {}
