package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.PopSelection;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnelStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PoP that a role is meant to be at: as written, or the candidate that was chosen last. Pure. */
final class PopCandidates {
    private PopCandidates() {}

    /** Whether round trips choose anything for the site. */
    static boolean measured(CatoSiteSpec spec) {
        return measured(spec.primary()) || measured(spec.secondary());
    }

    static boolean measured(@Nullable SiteRole role) {
        return role != null && role.popSelection() == PopSelection.LOWEST_RTT;
    }

    /** The PoP; null where the manifest names none. */
    static @Nullable String popLocation(CatoSiteSpec spec, CatoSiteStatus status, Role role) {
        SiteRole written = role == Role.PRIMARY ? spec.primary() : spec.secondary();
        if (written == null || !measured(written)) {
            return written == null ? null : written.popLocation();
        }
        List<String> candidates = of(spec, status, role);
        return chosen(status, role)
                .flatMap(c -> find(candidates, c))
                .orElse(candidates.isEmpty() ? null : candidates.getFirst());
    }

    /** The candidates of a role, without the PoP of the other one, wherever its repair has it: both at one PoP would fail together. */
    static List<String> of(CatoSiteSpec spec, CatoSiteStatus status, Role role) {
        SiteRole written = role == Role.PRIMARY ? spec.primary() : spec.secondary();
        if (written == null) {
            return List.of();
        }
        String other = role == Role.SECONDARY
                ? popLocation(spec, status, Role.PRIMARY)
                : measured(spec.secondary())
                        ? chosen(status, Role.SECONDARY).orElse(null)
                        : spec.secondary() == null ? null : spec.secondary().popLocation();
        String away = away(status, role == Role.PRIMARY ? Role.SECONDARY : Role.PRIMARY);
        return written.candidates().stream()
                .filter(c -> !c.equalsIgnoreCase(other) && !c.equalsIgnoreCase(away))
                .toList();
    }

    /** The PoP at which the repair of a role's tunnel has it; null: where it is meant to be. */
    private static @Nullable String away(CatoSiteStatus status, Role role) {
        return RepairedTunnel.of(status, role)
                .filter(t -> t.repair() != null && t.repair().anotherAddress() != null)
                .map(SiteTunnelStatus::popLocation)
                .orElse(null);
    }

    static Optional<String> chosen(CatoSiteStatus status, Role role) {
        return RepairedTunnel.of(status, role).map(SiteTunnelStatus::chosenPoP);
    }

    /** Whether none of the candidates that there are has been chosen. */
    static boolean unchosen(CatoSiteSpec spec, CatoSiteStatus status, Role role) {
        List<String> candidates = of(spec, status, role);
        return !candidates.isEmpty()
                && chosen(status, role).flatMap(c -> find(candidates, c)).isEmpty();
    }

    private static Optional<String> find(List<String> candidates, String wanted) {
        return candidates.stream().filter(c -> c.equalsIgnoreCase(wanted)).findFirst();
    }
}
