package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site of Cato that is reached over IPsec. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "self.identification == 'IPv4' || self.connectionMode == 'ResponderOnly'",
        message = "identification FQDN, Email and KeyID need connectionMode: ResponderOnly, Cato can "
                + "initiate only to an IPv4 identity: write connectionMode: ResponderOnly, or "
                + "identification: IPv4",
        messageExpression = "'identification ' + self.identification + ' needs connectionMode: ResponderOnly, because"
                + " Cato can initiate only to an IPv4 identity: write connectionMode: ResponderOnly, or "
                + "identification: IPv4'",
        fieldPath = ".identification")
@ValidationRule(
        value = "self.ikeVersion != 1 || has(self.siteId)",
        message = "Cato's API can not create IKEv1 sites: write ikeVersion: 2. Adopting one that exists "
                + "(siteId) is not in this version",
        fieldPath = ".ikeVersion")
@ValidationRule(
        value = "!has(self.secondary) || !has(self.primary.popLocation) || "
                + "!has(self.secondary.popLocation) || self.primary.popLocation.lowerAscii() != "
                + "self.secondary.popLocation.lowerAscii()",
        message = "primary and secondary are in one PoP, whose failure would take both down: choose another"
                + " popLocation for secondary",
        messageExpression = "'primary and secondary are both in ' + self.primary.popLocation + ', whose failure would"
                + " take both down: choose another popLocation for secondary'",
        fieldPath = ".secondary")
@ValidationRule(
        value = "!has(self.secondary) || !has(self.primary.allocatedAddress) || "
                + "!has(self.secondary.allocatedAddress) || self.primary.allocatedAddress != "
                + "self.secondary.allocatedAddress",
        message = "primary and secondary have the same allocatedAddress: give secondary one in another PoP",
        fieldPath = ".secondary")
@ValidationRule(
        value = "!has(self.secondary) || !has(self.primary.tunnels) || !has(self.secondary.tunnels) || "
                + "self.primary.tunnels.all(a, !has(a.tunnelNumber) || self.secondary.tunnels.all(b, "
                + "!has(b.tunnelNumber) || b.tunnelNumber != a.tunnelNumber))",
        message = "a tunnel of primary and one of secondary have the same tunnelNumber: give each its own, "
                + "or leave it out",
        fieldPath = ".secondary")
@ValidationRule(
        value = "!" + Rules.CBC_CHILD + " || !(" + Rules.FAST_LINE
                + " && (!has(self.primary.tunnels) || size(self.primary.tunnels) == 0"
                + " || self.primary.tunnels.exists(t, !has(t.bandwidth)))"
                + " || has(self.primary.tunnels) && self.primary.tunnels.exists(t, " + Rules.FAST_TUNNEL + "))",
        message = Rules.CBC_TOO_FAST,
        fieldPath = ".proposal")
@ValidationRule(
        value = "!" + Rules.CBC_CHILD + " || !has(self.secondary) || !(" + Rules.FAST_LINE
                + " && (!has(self.secondary.tunnels) || size(self.secondary.tunnels) == 0"
                + " || self.secondary.tunnels.exists(t, !has(t.bandwidth)))"
                + " || has(self.secondary.tunnels) && self.secondary.tunnels.exists(t, " + Rules.FAST_TUNNEL + "))",
        message = Rules.CBC_TOO_FAST,
        fieldPath = ".proposal")
@ValidationRule(
        value = "!has(self.initMessage.dhGroup) || !has(self.proposal) || !has(self.proposal.ike) || "
                + "!has(self.proposal.ike.dhGroup) || string(self.initMessage.dhGroup) == "
                + "string(self.proposal.ike.dhGroup)",
        message = "initMessage.dhGroup differs from proposal.ike.dhGroup, the tunnel could not come up: "
                + "leave initMessage.dhGroup out, it is copied",
        fieldPath = ".initMessage")
@ValidationRule(
        value = "!has(self.authMessage.dhGroup) || string(self.authMessage.dhGroup) == "
                + "(has(self.proposal) && has(self.proposal.child) ? string(self.proposal.child.pfsGroup) :"
                + " 'None')",
        message = "authMessage.dhGroup differs from proposal.child.pfsGroup (None unless given), the child "
                + "SA could not be renewed: choose the group in proposal.child.pfsGroup and leave this out,"
                + " it is copied",
        fieldPath = ".authMessage")
@ValidationRule(
        value = "self.initMessage.encryption == 'Auto' || !has(self.proposal) || !has(self.proposal.ike) "
                + "|| !has(self.proposal.ike.encryption) || self.initMessage.encryption == "
                + "self.proposal.ike.encryption",
        message = "initMessage.encryption differs from proposal.ike.encryption, the tunnel could not come "
                + "up: write Auto, or the same value in both",
        fieldPath = ".initMessage")
@ValidationRule(
        value = "self.initMessage.prf == 'Auto' || !has(self.proposal) || !has(self.proposal.ike) || "
                + "!has(self.proposal.ike.prf) || self.initMessage.prf == self.proposal.ike.prf",
        message = "initMessage.prf differs from proposal.ike.prf, the tunnel could not come up: write Auto,"
                + " or the same value in both",
        fieldPath = ".initMessage")
@ValidationRule(
        value = "self.initMessage.integrity == 'Auto' || !has(self.proposal) || !has(self.proposal.ike) "
                + "|| !has(self.proposal.ike.integrity) || self.initMessage.integrity == "
                + "self.proposal.ike.integrity",
        message = "initMessage.integrity differs from proposal.ike.integrity, the tunnel could not come up:"
                + " write Auto, or the same value in both",
        fieldPath = ".initMessage")
@ValidationRule(
        value = "self.authMessage.encryption == 'Auto' || !has(self.proposal) || "
                + "!has(self.proposal.child) || !has(self.proposal.child.encryption) || "
                + "self.authMessage.encryption == self.proposal.child.encryption",
        message = "authMessage.encryption differs from proposal.child.encryption, the tunnel could not come"
                + " up: write Auto, or the same value in both",
        fieldPath = ".authMessage")
@ValidationRule(
        value = "self.authMessage.integrity == 'Auto' || !has(self.proposal) || !has(self.proposal.child)"
                + " || !has(self.proposal.child.integrity) || self.authMessage.integrity == "
                + "self.proposal.child.integrity",
        message = "authMessage.integrity differs from proposal.child.integrity, the tunnel could not come "
                + "up: write Auto, or the same value in both",
        fieldPath = ".authMessage")
@ValidationRule(
        value = "!has(self.ranges) || !isCIDR(self.nativeRange) || self.ranges.all(r, !isCIDR(r.subnet) "
                + "|| !cidr(self.nativeRange).containsIP(cidr(r.subnet).ip()) && "
                + "!cidr(r.subnet).containsIP(cidr(self.nativeRange).ip()))",
        message = "a range overlaps nativeRange: give networks that have no address in common",
        fieldPath = ".ranges")
@ValidationRule(
        value = "!has(self.ranges) || self.ranges.all(a, !isCIDR(a.subnet) || self.ranges.all(b, a.name "
                + "== b.name || !isCIDR(b.subnet) || !cidr(a.subnet).containsIP(cidr(b.subnet).ip())))",
        message = "two ranges overlap: give networks that have no address in common",
        fieldPath = ".ranges")
@ValidationRule(
        value = "has(self.routerRef) || has(self.siteId) || self.identification != 'IPv4' || "
                + "has(self.publicAddress) || has(self.primary.tunnels) && self.primary.tunnels.all(t, "
                + "has(t.publicAddress)) && (!has(self.secondary) || has(self.secondary.tunnels) && "
                + "self.secondary.tunnels.all(t, has(t.publicAddress)))",
        message = "without routerRef there is no link whose address could be observed: write publicAddress,"
                + " the address that Cato is to expect")
public record CatoSiteSpec(
        @JsonPropertyDescription("The CatoAccount that the site belongs to, in the same namespace. Can not be changed.")
        @Required
        @ValidationRule(
                value = "self == oldSelf",
                message = "accountRef can not be changed, the site would be left behind in the old account: delete "
                        + "this CatoSite and create it under the other account")
        NameRef accountRef,

        @JsonPropertyDescription(
                "The Router that ends the tunnels, in the same namespace. Without it only the Cato side "
                        + "is set up, and the values for a router managed by hand appear in status.manualRouter.")
        @Nullable
        NameRef routerRef,

        @JsonPropertyDescription(
                "Name of the site in the management application; unique in the account. Default metadata.name.")
        @Size(min = 1, max = 128)
        @PlainText
        @Nullable
        String siteName,

        @JsonPropertyDescription("(not in this version) Adopt the existing site with this id instead of creating one. "
                + "Its number is in the address bar of the management application. In quotes, it is a string.")
        @Size(min = 1, max = 20)
        @Pattern("^[0-9]+$")
        @Nullable
        String siteId,

        @JsonPropertyDescription("Kind of place: Branch, Headquarters, CloudDataCenter or DataCenter. Default Branch.")
        @Default("Branch")
        SiteType type,

        @JsonPropertyDescription("Description of the site in the management application; the operator adds its mark "
                + "[ipsec-sites OWNER/NAMESPACE/NAME] at the end.")
        @Size(max = 500)
        @PlainText
        @Nullable
        String description,

        @JsonPropertyDescription(
                "Where the site is. Cato checks country, state, city and timezone against its own lists.")
        @Required
        SiteLocation location,

        @JsonPropertyDescription("The network of the site's LAN, such as 192.168.100.0/24. May not overlap the native "
                + "range of any other site of the account.")
        @Required
        @Size(max = 64)
        @ValidationRule(value = Rules.NETWORK, message = Rules.NETWORK_MESSAGE)
        @ValidationRule(value = Rules.NO_HOST_BITS, message = Rules.NO_HOST_BITS_MESSAGE)
        String nativeRange,

        @JsonPropertyDescription("Further networks behind the site, by name.") @Size(max = 32)
        List<SiteRange> ranges,

        @JsonPropertyDescription(
                "2; 1 (not in this version) for a site that exists (siteId): Cato's API can not create IKEv1 sites. "
                        + "Default 2.")
        @Min(1)
        @Max(2)
        @Default("2")
        Integer ikeVersion,

        @JsonPropertyDescription("Bidirectional: either end initiates; this is \"Initiate connection by Cato\" in the "
                + "management application. ResponderOnly: Cato only answers, needed where the router has no"
                + " fixed public address. Default Bidirectional.")
        @Default("Bidirectional")
        ConnectionMode connectionMode,

        @JsonPropertyDescription(
                "How Cato recognises the router (Authentication Identifier): IPv4, or with connectionMode"
                        + " ResponderOnly also FQDN, Email or KeyID, for which Cato generates the value. Default "
                        + "IPv4.")
        @Default("IPv4")
        Identification identification,

        @JsonPropertyDescription(
                "Bandwidth of the line, for all tunnels that don't say otherwise. Absent: not sent, Cato "
                        + "takes the site's licence. AES-CBC for the child SA needs both directions below 100 "
                        + "Mbit/s.")
        @Nullable
        Bandwidth bandwidth,

        @JsonPropertyDescription(
                "Public IPv4 address of the site, which Cato expects. Default: the address observed on "
                        + "the router's link, followed when it changes.")
        @Size(max = 64)
        @ValidationRule(value = Rules.IPV4, message = Rules.IPV4_MESSAGE)
        @Nullable
        String publicAddress,

        @JsonPropertyDescription("The PoP that normally carries the traffic, and the tunnels to it.") @Required
        SiteRole primary,

        @JsonPropertyDescription(
                "The PoP that takes over, in another location than primary. Without it a failure of one "
                        + "PoP cuts the site off.")
        @Nullable
        SiteRole secondary,

        @JsonPropertyDescription(
                "The one place where algorithms are chosen. Whatever is absent becomes the strongest that"
                        + " both Cato and the router can do; the router then offers exactly that.")
        @Nullable
        Proposal proposal,

        @JsonPropertyDescription("What Cato is told to accept in IKE_SA_INIT (Init Message Parameters). Default: Auto, "
                + "with the DH group of proposal.ike. A fixed value must equal the one in proposal.ike.")
        @Default("{}")
        InitMessage initMessage,

        @JsonPropertyDescription("What Cato is told to accept in IKE_AUTH, for the child SA (Auth Message Parameters). "
                + "Default: Auto, with the PFS group of proposal.child. A fixed value must equal the one in"
                + " proposal.child.")
        @Default("{}")
        AuthMessage authMessage,

        @JsonPropertyDescription(
                "How long SAs live. Cato's API can not set them: give other values only when they were "
                        + "changed in the management application (Advanced Configuration).")
        @Default("{}")
        Lifetimes lifetimes,

        @JsonPropertyDescription(
                "Traffic selectors for a policy-based peer: networks behind other sites, each a CIDR or "
                        + "NAME:CIDR, such as servers:10.30.0.0/16. Empty = route-based, which is what a Yamaha RTX"
                        + " wants.")
        @Size(max = 100)
        @ValidationRule(
                value = "self.all(r, r.contains(':') ? r.matches('^[A-Za-z0-9 ._-]+:[^:]+$') && "
                        + "isCIDR(r.split(':')[1]) : isCIDR(r))",
                message = "write each range as a CIDR such as 10.30.0.0/16, or with a name before it, such as "
                        + "servers:10.30.0.0/16")
        List<@Size(max = 80) String> networkRanges,

        @JsonPropertyDescription("Which traffic of the site goes into the tunnels. Default all of it.") @Default("{}")
        Traffic traffic,

        @JsonPropertyDescription("How the router checks that a tunnel lives. Default every 10s, down after 6 failures.")
        @Default("{}")
        Keepalive keepalive,

        @JsonPropertyDescription(
                "UDP encapsulation (port 4500). Auto turns it on when the router is behind NAT. Default "
                        + "Auto. Write \"On\" and \"Off\" in quotes, YAML takes them for true and false.")
        @Default("Auto")
        NatTraversal natTraversal,

        @JsonPropertyDescription("Limit for the TCP maximum segment size in the tunnels: Auto (from the MTU), Off, or "
                + "octets from 536 to 1460. Default Auto. Write \"Off\" in quotes, YAML takes it for false.")
        @ValidationRule(
                value = "type(self) == int ? (int(self) >= 536 && int(self) <= 1460) : string(self) in ['Auto', "
                        + "'Off']",
                message = "tcpMSS must be Auto, Off, or a number of octets from 536 to 1460 without quotes")
        @Default("Auto")
        IntOrString tcpMSS,

        @JsonPropertyDescription("(not in this version) Dynamic routing; needs privateCatoAddress and "
                + "privateSiteAddress in the tunnels.")
        @Nullable
        Bgp bgp,

        @JsonPropertyDescription("What the operator does by itself when a tunnel stays down.") @Default("{}")
        Repair repair,

        @JsonPropertyDescription(ManagementPolicy.EXPLAINED
                + " Deleted under Observe, everything stays as with deletionPolicy" + " Orphan.")
        @Default("Enforce")
        ManagementPolicy managementPolicy,

        @JsonPropertyDescription("Delete removes at the far end what the operator made there. Orphan leaves it, and "
                + "releases the Secrets so that the keys survive. Default: Orphan for what was adopted (not in "
                + "this version), else Delete.")
        @Nullable
        DeletionPolicy deletionPolicy) {

    public CatoSiteSpec {
        type = Values.or(type, SiteType.BRANCH);
        ranges = Values.list(ranges);
        ikeVersion = Values.or(ikeVersion, 2);
        connectionMode = Values.or(connectionMode, ConnectionMode.BIDIRECTIONAL);
        identification = Values.or(identification, Identification.IPV4);
        initMessage = Values.or(initMessage, InitMessage.DEFAULT);
        authMessage = Values.or(authMessage, AuthMessage.DEFAULT);
        lifetimes = Values.or(lifetimes, Lifetimes.DEFAULT);
        networkRanges = Values.list(networkRanges);
        traffic = Values.or(traffic, Traffic.DEFAULT);
        keepalive = Values.or(keepalive, Keepalive.DEFAULT);
        natTraversal = Values.or(natTraversal, NatTraversal.AUTO);
        tcpMSS = Values.or(tcpMSS, new IntOrString("Auto"));
        repair = Values.or(repair, Repair.DEFAULT);
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
