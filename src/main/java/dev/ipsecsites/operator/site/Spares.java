package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses that may stand in for one of a site's. Both tunnels may need one at the same time, and one PoP must not get both, neither now
 * nor when one of them goes back to where the manifest has it. Pure.
 *
 * @param free held, nobody's, and at none of the PoPs that the site uses now
 * @param homes PoPs, in lower case, at which the manifest means each role to be
 */
record Spares(List<AllocatedAddress> free, Map<Role, Set<String>> homes) {
    static final Spares NONE = new Spares(List.of(), Map.of());

    /**
     * What there is.
     *
     * @param free nobody's
     * @param used by the site now
     * @param all that the account holds
     */
    static Spares of(
            CatoSiteSpec spec,
            CatoSiteStatus status,
            List<AllocatedAddress> free,
            Collection<AllocatedAddress> used,
            List<AllocatedAddress> all,
            List<PopLocation> pops) {
        Map<Role, Set<String>> homes = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            homes.put(role, home(spec, status, role, all, pops));
        }
        Spares spares = new Spares(List.copyOf(free), homes);
        for (AllocatedAddress address : used) {
            spares = spares.withoutPop(address.popLocation());
        }
        return spares;
    }

    private static Set<String> home(
            CatoSiteSpec spec, CatoSiteStatus status, Role role, List<AllocatedAddress> all, List<PopLocation> pops) {
        Set<String> home = new HashSet<>();
        SiteRole written = role == Role.PRIMARY ? spec.primary() : spec.secondary();
        String address = written == null ? null : written.allocatedAddress();
        all.stream().filter(a -> a.address().equals(address)).forEach(a -> home.add(lower(a.popLocation())));
        String pop = PopCandidates.popLocation(spec, status, role);
        if (pop != null) {
            home.add(lower(pop));
            // A PoP has two names, and a list of addresses may show the other one than the manifest.
            AddressChoice.find(pops, pop)
                    .ifPresent(p -> all.stream()
                            .filter(a -> AddressChoice.isAt(a, p))
                            .forEach(a -> home.add(lower(a.popLocation()))));
        }
        return home;
    }

    /** The one that this role gets next; where the manifest has it comes first. */
    Optional<String> forRole(Role role) {
        return free.stream()
                .filter(a -> Arrays.stream(Role.values()).noneMatch(other -> other != role && isHome(a, other)))
                .min(Comparator.comparing((AllocatedAddress a) -> !isHome(a, role))
                        .thenComparing(AllocatedAddress::address))
                .map(AllocatedAddress::address);
    }

    private boolean isHome(AllocatedAddress address, Role role) {
        return homes.getOrDefault(role, Set.of()).contains(lower(address.popLocation()));
    }

    /** What is left for the other roles once this one is given away. */
    Spares without(String address) {
        return free.stream()
                .filter(a -> a.address().equals(address))
                .findFirst()
                .map(a -> withoutPop(a.popLocation()))
                .orElse(this);
    }

    private Spares withoutPop(String pop) {
        return new Spares(
                free.stream()
                        .filter(a -> !a.popLocation().equalsIgnoreCase(pop))
                        .toList(),
                homes);
    }

    private static String lower(String pop) {
        return pop.toLowerCase(Locale.ROOT);
    }
}
