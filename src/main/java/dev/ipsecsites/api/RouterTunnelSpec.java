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

/** One IPsec tunnel interface on one router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!self.adopt || has(self.tunnelNumber)",
        message = "adopt: true needs tunnelNumber, the number of the tunnel to take over (not in this version)",
        fieldPath = ".adopt")
public record RouterTunnelSpec(
        @JsonPropertyDescription("The Router that gets the tunnel, in the same namespace.") @Required
        NameRef routerRef,

        @JsonPropertyDescription("Name of a link of the Router. Default: its first.")
        @Size(min = 1, max = 32)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$")
        @Nullable
        String link,

        @JsonPropertyDescription("Number of the tunnel interface. Default: the next free one that "
                + "Router.spec.numbers.tunnels allows, then kept in status.")
        @Min(1)
        @Max(6000)
        @Nullable
        Integer tunnelNumber,

        @JsonPropertyDescription(
                "true (not in this version): take over what stands on tunnelNumber. Otherwise a tunnel of somebody "
                        + "else there is TunnelNumberInUse. Default false.")
        @Default("false")
        Boolean adopt,

        @JsonPropertyDescription("Description of the tunnel on the router. Printable ASCII without ? # | > \\ $ ' \". "
                + "Default metadata.name, the first 64 characters of it.")
        @Size(min = 1, max = 64)
        @Pattern("^[ !%&()*+,./0-9:;<=@A-Z\\[\\]^_`a-z{}~-]*$")
        @Nullable
        String description,

        @JsonPropertyDescription("2, or 1 for peers that only have IKEv1. Default 2.") @Min(1) @Max(2) @Default("2")
        Integer ikeVersion,

        @JsonPropertyDescription("The peer: where it is and how it identifies itself.") @Required
        RemoteEnd remote,

        @JsonPropertyDescription("The router's own end. Default: the address of the link, as IPv4 identity.") @Nullable
        LocalEnd local,

        @JsonPropertyDescription("Algorithms and lifetime of the IKE SA.") @Default("{}")
        IkeSettings ike,

        @JsonPropertyDescription("Algorithms and lifetime of the child SAs.") @Default("{}")
        ChildSettings child,

        @JsonPropertyDescription(
                "The Secret entry with the pre-shared key: 8 to 64 letters and digits, the same at both "
                        + "ends. The Secret needs the label ipsec-sites.dev/credentials: \"true\".")
        @Required
        SecretKeyRef preSharedKeySecretRef,

        @JsonPropertyDescription(
                "How the router checks that the tunnel lives. Default every 10s, down after 6 failures.")
        @Default("{}")
        Keepalive keepalive,

        @JsonPropertyDescription(
                "UDP encapsulation (port 4500). Auto turns it on when the router is behind NAT. Default "
                        + "Auto. Write \"On\" and \"Off\" in quotes, YAML takes them for true and false.")
        @Default("Auto")
        NatTraversal natTraversal,

        @JsonPropertyDescription("Limit for the TCP maximum segment size in the tunnel: Auto (from the MTU), Off, or "
                + "octets from 536 to 1460. Default Auto. Write \"Off\" in quotes, YAML takes it for false.")
        @ValidationRule(
                value = "type(self) == int ? (int(self) >= 536 && int(self) <= 1460) : string(self) in ['Auto', "
                        + "'Off']",
                message = "tcpMSS must be Auto, Off, or a number of octets from 536 to 1460 without quotes")
        @Default("Auto")
        IntOrString tcpMSS,

        @JsonPropertyDescription("Addresses of the tunnel interface itself, for BGP or monitoring.") @Nullable
        InnerAddresses innerAddresses,

        @JsonPropertyDescription(
                "Networks that are reached through the tunnel. Tunnels of one router that name the same "
                        + "destination become one route line, ordered by preference.")
        @Size(max = 128)
        List<TunnelRoute> routes,

        @JsonPropertyDescription(ManagementPolicy.EXPLAINED) @Default("Enforce")
        ManagementPolicy managementPolicy,

        @JsonPropertyDescription("Delete removes at the far end what the operator made there. Orphan leaves it, and "
                + "releases the Secrets so that the keys survive. Default: Orphan for what was adopted (not in "
                + "this version), else Delete.")
        @Nullable
        DeletionPolicy deletionPolicy) {

    public RouterTunnelSpec {
        adopt = Values.or(adopt, false);
        ikeVersion = Values.or(ikeVersion, 2);
        ike = Values.or(ike, IkeSettings.DEFAULT);
        child = Values.or(child, ChildSettings.DEFAULT);
        keepalive = Values.or(keepalive, Keepalive.DEFAULT);
        natTraversal = Values.or(natTraversal, NatTraversal.AUTO);
        tcpMSS = Values.or(tcpMSS, new IntOrString("Auto"));
        routes = Values.list(routes);
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
