package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The primary or the secondary end: one PoP and the tunnels to it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.popLocation) || has(self.allocatedAddress) || has(self.destination) && "
                + "self.destination == 'FQDN' || has(self.popSelection) && self.popSelection == 'LowestRTT'",
        message = "say where to connect: write popLocation, such as Tokyo, or allocatedAddress, or "
                + "popSelection: LowestRTT with candidates")
@ValidationRule(
        value = "(has(self.popSelection) && self.popSelection == 'LowestRTT') == (has(self.candidates) &&"
                + " size(self.candidates) > 0)",
        message = "popSelection: LowestRTT and candidates belong together: write both, or popLocation alone")
@ValidationRule(
        value = "!has(self.popSelection) || self.popSelection != 'LowestRTT' || !has(self.popLocation) &&"
                + " !has(self.allocatedAddress)",
        message = "with popSelection: LowestRTT the PoP is measured: leave popLocation and allocatedAddress out")
@ValidationRule(
        value = "!has(self.destination) || self.destination != 'FQDN' || !has(self.allocatedAddress)",
        message = "destination: FQDN uses no allocated address, and is not in this version: write destination: IPv4")
@ValidationRule(
        value = "!has(self.tunnels) || self.tunnels.all(a, !has(a.tunnelNumber) || "
                + "self.tunnels.exists_one(b, has(b.tunnelNumber) && b.tunnelNumber == a.tunnelNumber))",
        message = "two tunnels have the same tunnelNumber: give each its own, or leave it out")
public record SiteRole(
        @JsonPropertyDescription("PoP location by Cato's name, such as Tokyo. An address there is picked or allocated. "
                + "Beside allocatedAddress the PoP is only checked.")
        @Size(min = 1, max = 128)
        @PlainText
        @Nullable
        String popLocation,

        @JsonPropertyDescription(
                "Use this address of the account (Network > IP Allocation). Default: one in popLocation.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String allocatedAddress,

        @JsonPropertyDescription(
                "IPv4: connect to an allocated address. FQDN (not in this version): connect to a host name that Cato "
                        + "generates and points at a PoP. Default IPv4.")
        @Nullable
        Destination destination,

        @JsonPropertyDescription("Fixed: the popLocation as written. LowestRTT: the one of candidates that answers the "
                + "router fastest, measured at addresses that the account holds already. Until two of them have been "
                + "measured, two minutes at most, nothing is chosen; then the first candidate has to do. Later another "
                + "one is used when it is clearly faster (by a fifth and 5 ms, the median of several measurements) and "
                + "the tunnel is down, or repair.movePoP is true and the other tunnel is up. Default Fixed.")
        @Nullable
        PopSelection popSelection,

        @JsonPropertyDescription("PoP locations to measure with popSelection LowestRTT. One where the account holds no "
                + "address can not be measured: it is named in the condition Configured, and nothing is allocated to "
                + "measure it.")
        @Size(max = 16)
        List<@Size(min = 1, max = 128) String> candidates,

        @JsonPropertyDescription(
                "The tunnels of this role, one for each link of the router, up to three (more than one: "
                        + "not in this version); the first is PRIMARY1 or SECONDARY1, and so on. Default: one over the first "
                        + "link.")
        @Size(max = 3)
        List<SiteTunnel> tunnels) {

    public SiteRole {
        candidates = Values.list(candidates);
        tunnels = Values.list(tunnels);
    }
}
