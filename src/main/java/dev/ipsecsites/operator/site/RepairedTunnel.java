package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairMode;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What status says about the repair of a role's tunnel. Pure. */
final class RepairedTunnel {
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

    /** Where the repair stands, with the address at another PoP only while that is in force. */
    static Optional<TunnelRepair> inForce(CatoSite site, Role role) {
        CatoSiteStatus status = site.statusOrEmpty();
        return standing(status, role)
                .map(s -> at(s, s.step(), anotherAddress(site.getSpec(), status, generation(site), role)));
    }

    /** The same at another step, with this address at another PoP. */
    static TunnelRepair at(TunnelRepair standing, RepairStep step, @Nullable String anotherAddress) {
        return new TunnelRepair(
                step,
                standing.attempt(),
                standing.at(),
                standing.generation(),
                standing.cause(),
                standing.tried(),
                anotherAddress);
    }

    /**
     * The address at another PoP that the role uses until the manifest changes; null: the one that the manifest means. An address that the
     * other role has is nobody's stand-in: a repair makes no plan that is refused.
     */
    static @Nullable String anotherAddress(CatoSiteSpec spec, CatoSiteStatus status, long generation, Role role) {
        String tried = tried(spec, status, generation, role);
        SiteRole other = role == Role.PRIMARY ? spec.secondary() : spec.primary();
        boolean taken = (other != null && Objects.equals(tried, other.allocatedAddress()))
                || (role == Role.SECONDARY && Objects.equals(tried, tried(spec, status, generation, Role.PRIMARY)));
        return taken ? null : tried;
    }

    private static @Nullable String tried(CatoSiteSpec spec, CatoSiteStatus status, long generation, Role role) {
        if (spec.repair().mode() != RepairMode.FULL || !spec.repair().anotherPoP()) {
            return null;
        }
        return standing(status, role)
                .filter(s -> Objects.equals(s.generation(), generation))
                .map(TunnelRepair::anotherAddress)
                .orElse(null);
    }
}
