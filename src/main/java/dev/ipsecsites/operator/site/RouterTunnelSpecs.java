package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.ChildSettings;
import dev.ipsecsites.api.DeletionPolicy;
import dev.ipsecsites.api.Encryption;
import dev.ipsecsites.api.Hash;
import dev.ipsecsites.api.Identity;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.IkeSettings;
import dev.ipsecsites.api.InnerAddresses;
import dev.ipsecsites.api.LocalEnd;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.NameRef;
import dev.ipsecsites.api.RemoteEnd;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.Through;
import dev.ipsecsites.api.TunnelRoute;
import dev.ipsecsites.api.WireValue;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a planned tunnel and the address that Cato gave to the RouterTunnel that carries it. Pure. */
public final class RouterTunnelSpecs {
    /** Cato's own addresses, which always have to be reached through the tunnel (article, routing section). */
    static final List<String> CATO_ADDRESSES = List.of("10.254.254.1/32", "10.254.254.5/32", "10.254.254.253/32");

    /** Cato's further range that sites must route into the tunnel (cato-api.md §2.8). */
    static final String CATO_RANGE = "10.41.0.0/16";

    private RouterTunnelSpecs() {}

    /**
     * The spec.
     *
     * @param popLocation name of the PoP that the address is at
     * @param catoAddress address of the PoP; offline a text in its place
     * @param siteIdentity what the router presents
     */
    public static RouterTunnelSpec of(
            CatoSiteSpec spec,
            DesiredSite site,
            DesiredTunnel tunnel,
            String popLocation,
            String catoAddress,
            Identity siteIdentity) {
        var ike = site.proposal().ike();
        var child = site.proposal().child();
        return new RouterTunnelSpec(
                new NameRef(java.util.Objects.requireNonNull(spec.routerRef()).name()),
                tunnel.link(),
                tunnel.number(),
                false,
                tunnel.name() == null ? defaultName(popLocation) : tunnel.name(),
                2,
                new RemoteEnd(catoAddress, new Identity(IdentityType.IPV4, catoAddress)),
                new LocalEnd(null, siteIdentity),
                new IkeSettings(
                        wire(Encryption.values(), ike.encryption().label()),
                        wire(Hash.values(), ike.prf().label()),
                        wire(Hash.values(), ike.integrity().label()),
                        new IntOrString(ike.dhGroup().number()),
                        seconds(site.lifetimes().ikeSa())),
                new ChildSettings(
                        wire(Encryption.values(), child.encryption().label()),
                        wire(Hash.values(), child.integrity().label()),
                        group(child.pfsGroup()),
                        seconds(site.lifetimes().childSa())),
                tunnel.key(),
                spec.keepalive(),
                spec.natTraversal(),
                spec.tcpMSS(),
                inner(tunnel),
                routes(spec, tunnel.role()),
                spec.managementPolicy(),
                deletionPolicy(spec));
    }

    /** Of the site and its RouterTunnels: made here, so they go unless it says otherwise; Observe changes nothing (DESIGN §9.10). */
    static DeletionPolicy deletionPolicy(CatoSiteSpec spec) {
        boolean stays =
                spec.deletionPolicy() == DeletionPolicy.ORPHAN || spec.managementPolicy() == ManagementPolicy.OBSERVE;
        return stays ? DeletionPolicy.ORPHAN : DeletionPolicy.DELETE;
    }

    /** {@code cato-tokyo}: what the router shows as the tunnel's name. */
    static String defaultName(String popLocation) {
        String ascii = popLocation
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return "cato-" + (ascii.isEmpty() ? "pop" : ascii);
    }

    private static @Nullable InnerAddresses inner(DesiredTunnel tunnel) {
        return tunnel.privateSiteAddress() == null
                ? null
                : new InnerAddresses(tunnel.privateSiteAddress() + "/30", tunnel.privateCatoAddress());
    }

    private static List<TunnelRoute> routes(CatoSiteSpec spec, Role role) {
        int preference = role.preference();
        if (spec.traffic().through() == Through.LISTED) {
            return Stream.concat(
                            spec.traffic().ranges().stream(),
                            Stream.concat(CATO_ADDRESSES.stream(), Stream.of(CATO_RANGE)))
                    .distinct()
                    .map(range -> new TunnelRoute(range, preference, false))
                    .toList();
        }
        return Stream.concat(
                        Stream.of(new TunnelRoute("default", preference, false)),
                        CATO_ADDRESSES.stream().map(address -> new TunnelRoute(address, preference, true)))
                .toList();
    }

    private static IntOrString group(@Nullable DhGroup group) {
        return group == null ? new IntOrString("None") : new IntOrString(group.number());
    }

    private static String seconds(java.time.Duration duration) {
        return duration.toSeconds() + "s";
    }

    static <E extends Enum<E> & WireValue> E wire(E[] values, String label) {
        return Arrays.stream(values)
                .filter(v -> v.wire().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the API has no value " + label));
    }
}
