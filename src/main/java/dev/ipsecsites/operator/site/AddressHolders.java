package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.site.AddressChoice.Holder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who uses which of an account's addresses. Pure. */
final class AddressHolders {
    private AddressHolders() {}

    /** Users of addresses other than this site: by manifest, by claim, and as seen at Cato. */
    static Map<String, List<Holder>> others(
            CatoSite site,
            Collection<CatoSite> sitesOfAccount,
            Map<String, String> claims,
            @Nullable AccountSnapshot snapshot) {
        Map<String, List<Holder>> holders = new HashMap<>();
        for (CatoSite other : sitesOfAccount) {
            if (!sameAs(site, other)) {
                named(other).forEach(a -> add(holders, a, new Holder(Directory.key(other), null)));
                for (SiteTunnelStatus tunnel : other.statusOrEmpty().tunnels()) {
                    add(holders, tunnel.catoAddress(), new Holder(Directory.key(other), tunnel.siteAddress()));
                    TunnelRepair repair = tunnel.repair();
                    add(
                            holders,
                            repair == null ? null : repair.anotherAddress(),
                            new Holder(Directory.key(other), null));
                }
            }
        }
        claims.forEach((address, claimant) -> {
            if (!claimant.equals(Directory.key(site))) {
                add(holders, address, new Holder(claimant, null));
            }
        });
        if (snapshot != null) {
            for (SiteState seen : snapshot.sites().values()) {
                if (!seen.id().equals(site.statusOrEmpty().siteId())) {
                    for (RoleState role : seen.roles()) {
                        String name = "site '" + (seen.name() == null ? seen.id() : seen.name()) + "' at Cato";
                        add(holders, role.catoAddress(), new Holder(name, role.siteAddress()));
                    }
                }
            }
        }
        return holders;
    }

    /** What this site uses or will: by manifest and by status. */
    static Set<String> own(CatoSite site) {
        Set<String> own = new HashSet<>(current(site));
        named(site).forEach(own::add);
        return own;
    }

    /**
     * Whether Cato shows this site at the addresses that status says, no more and no others: then no change is under way that would need
     * what it had before. Nor is one of its tunnels away from home, where it goes back to.
     */
    static boolean standsAsSeen(CatoSite site, @Nullable AccountSnapshot snapshot) {
        String siteId = site.statusOrEmpty().siteId();
        SiteState seen =
                snapshot == null || siteId == null ? null : snapshot.sites().get(siteId);
        boolean away = site.statusOrEmpty().tunnels().stream()
                .map(SiteTunnelStatus::repair)
                .anyMatch(repair -> repair != null && repair.anotherAddress() != null);
        return seen != null
                && !away
                && seen.roles().stream()
                        .map(RoleState::catoAddress)
                        .collect(Collectors.toSet())
                        .equals(current(site));
    }

    private static Set<String> current(CatoSite site) {
        return site.statusOrEmpty().tunnels().stream()
                .map(SiteTunnelStatus::catoAddress)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Addresses that a manifest asks for by name: spoken for, even before that site has them. */
    private static Stream<String> named(CatoSite site) {
        return Stream.of(site.getSpec().primary(), site.getSpec().secondary())
                .filter(Objects::nonNull)
                .map(SiteRole::allocatedAddress)
                .filter(Objects::nonNull);
    }

    private static void add(Map<String, List<Holder>> holders, @Nullable String address, Holder holder) {
        if (address != null) {
            holders.computeIfAbsent(address, a -> new ArrayList<>()).add(holder);
        }
    }

    private static boolean sameAs(CatoSite site, CatoSite other) {
        return Objects.equals(other.getMetadata().getUid(), site.getMetadata().getUid());
    }
}
