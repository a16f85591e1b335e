package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What status says about the repair of a role's tunnel. Pure. */
final class RepairedTunnel {
    private static final int LONGEST_HOME = 240;

    private RepairedTunnel() {}

    static Optional<SiteTunnelStatus> of(CatoSiteStatus status, Role role) {
        return status.tunnels().stream()
                .filter(t -> t.id().equals(role.tunnelId()))
                .findFirst();
    }

    static Optional<TunnelRepair> standing(CatoSiteStatus status, Role role) {
        return of(status, role).map(SiteTunnelStatus::repair);
    }

    /** What the repair of the role's tunnel has corrected. */
    static List<Correction> corrections(CatoSiteStatus status, Role role) {
        return standing(status, role)
                .map(standing -> Correction.in(standing.tried()))
                .orElse(List.of());
    }

    /** What repairs of other tunnels have corrected for the whole site, this one included. */
    static List<Correction> correctionsForAll(CatoSiteStatus status, Role role) {
        return Arrays.stream(Role.values())
                .filter(other -> other != role)
                .flatMap(other -> corrections(status, other).stream())
                .filter(Correction::siteWide)
                .toList();
    }

    static long generation(CatoSite site) {
        Long generation = site.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    /** What of the manifest decides a role's own address: as long as that is the same, its home is the same. */
    static String home(CatoSiteSpec spec, Role role) {
        SiteRole written = role == Role.PRIMARY ? spec.primary() : spec.secondary();
        if (written == null) {
            return "";
        }
        String all = Stream.concat(
                        Stream.of(
                                Objects.toString(written.popLocation(), ""),
                                Objects.toString(written.allocatedAddress(), "")),
                        written.candidates().stream())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        // Names of PoPs are short; a list that is longer than status can hold is told apart all the same.
        return all.length() <= LONGEST_HOME ? all : all.substring(0, LONGEST_HOME) + " " + all.hashCode();
    }

    /** Where the repair stands, with the address at another PoP only while that is in force. */
    static Optional<TunnelRepair> inForce(CatoSite site, Role role) {
        CatoSiteStatus status = site.statusOrEmpty();
        return standing(status, role).map(s -> {
            String another = anotherAddress(site.getSpec(), status, generation(site), role);
            return at(s, s.step(), another, another == null ? null : home(site.getSpec(), role));
        });
    }

    /** The same at another step, and where the manifest has it. */
    static TunnelRepair atHome(TunnelRepair standing, RepairStep step) {
        return at(standing, step, null, null);
    }

    private static TunnelRepair at(
            TunnelRepair standing, RepairStep step, @Nullable String anotherAddress, @Nullable String home) {
        return new TunnelRepair(
                step,
                standing.attempt(),
                standing.at(),
                standing.generation(),
                standing.cause(),
                standing.tried(),
                anotherAddress,
                home);
    }

    /**
     * The address at another PoP that the role uses; null: the one that the manifest means. It stays when anything else of the manifest
     * changes, also what allows such repairs: the tunnel may carry the only traffic, and its own PoP may still be down. Going home is a step
     * of the repair. An address that the other role has is nobody's stand-in: a repair makes no plan that is refused.
     */
    static @Nullable String anotherAddress(CatoSiteSpec spec, CatoSiteStatus status, long generation, Role role) {
        String tried = tried(spec, status, generation, role);
        SiteRole other = role == Role.PRIMARY ? spec.secondary() : spec.primary();
        boolean taken = (other != null && Objects.equals(tried, other.allocatedAddress()))
                || (role == Role.SECONDARY && Objects.equals(tried, tried(spec, status, generation, Role.PRIMARY)));
        return taken ? null : tried;
    }

    private static @Nullable String tried(CatoSiteSpec spec, CatoSiteStatus status, long generation, Role role) {
        return standing(status, role)
                .filter(s -> sameHome(s, spec, generation, role))
                .map(TunnelRepair::anotherAddress)
                .orElse(null);
    }

    /** Versions before this one wrote no home: theirs is that of the manifest of that time. */
    private static boolean sameHome(TunnelRepair standing, CatoSiteSpec spec, long generation, Role role) {
        return standing.home() == null
                ? Objects.equals(standing.generation(), generation)
                : standing.home().equals(home(spec, role));
    }
}
