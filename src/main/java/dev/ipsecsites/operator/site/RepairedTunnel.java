package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairMode;
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

    /** The address at another PoP that the role uses until the manifest changes; null: the one that the manifest means. */
    static @Nullable String anotherAddress(CatoSiteSpec spec, CatoSiteStatus status, long generation, Role role) {
        if (spec.repair().mode() != RepairMode.FULL || !spec.repair().anotherPoP()) {
            return null;
        }
        return standing(status, role)
                .filter(s -> Objects.equals(s.generation(), generation))
                .map(TunnelRepair::anotherAddress)
                .orElse(null);
    }
}
