package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.End;
import dev.ipsecsites.operator.common.Diagnoses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the diagnosis of a site means for its status, its conditions, its Events and its repair. Pure.
 *
 * @param found surest first within each tunnel
 */
record SiteDiagnosis(List<dev.ipsecsites.diagnosis.Diagnosis> found) {
    static final SiteDiagnosis NONE = new SiteDiagnosis(List.of());

    SiteDiagnosis {
        found = List.copyOf(found);
    }

    /** For {@code status.diagnosis}, as {@link Diagnoses#status} has it. */
    List<Diagnosis> entries(List<Diagnosis> before) {
        return Diagnoses.status(found, before);
    }

    /**
     * What was wrong and has been repaired, as long as it is remembered.
     *
     * @param standing of the repair of a tunnel that is up
     */
    static Optional<Diagnosis> repaired(String tunnel, @Nullable TunnelRepair standing) {
        if (standing == null || standing.step() != RepairStep.CORRECTED || standing.cause() == null) {
            return Optional.empty();
        }
        List<String> corrections =
                Correction.in(standing.tried()).stream().map(Correction::done).toList();
        return Optional.of(new Diagnosis(tunnel, null, standing.cause(), null, corrections, null, true, true));
    }

    /** The cause that a repair may go by. */
    @Nullable
    String causeOf(Role role) {
        return sure(role).map(d -> d.cause().word()).orElse(null);
    }

    /** Whether Cato doesn't take the tunnel, for as long as somebody wants it so: no step of a repair changes that. */
    boolean offAtCato(Role role) {
        return of(role).anyMatch(d -> d.cause() == Cause.TUNNEL_DISABLED
                && d.end() == End.CATO
                && d.confidence() == dev.ipsecsites.diagnosis.Confidence.CERTAIN);
    }

    /** What is only possible, but the first that comes to mind. */
    @Nullable
    String guessOf(Role role) {
        return of(role).findFirst()
                .filter(d -> d.cause() != Cause.UNKNOWN && d.repairable())
                .map(d -> d.cause().word())
                .orElse(null);
    }

    private Stream<dev.ipsecsites.diagnosis.Diagnosis> of(Role role) {
        return found.stream().filter(d -> d.tunnel() == null || d.tunnel().equals(role.tunnelId()));
    }

    /** The surest finding about a tunnel that is worth being called the reason; empty where nothing is known. */
    Optional<dev.ipsecsites.diagnosis.Diagnosis> sure(Role role) {
        return of(role).filter(d -> d.cause() != Cause.UNKNOWN)
                .filter(d -> d.confidence() != dev.ipsecsites.diagnosis.Confidence.POSSIBLE)
                .findFirst();
    }

    /** Only of these roles: what a tunnel says that is just coming up is no finding yet. */
    SiteDiagnosis only(Set<Role> roles) {
        return new SiteDiagnosis(found.stream()
                .filter(d -> d.confidence() == dev.ipsecsites.diagnosis.Confidence.CERTAIN
                        || d.tunnel() == null
                        || roles.stream().anyMatch(r -> r.tunnelId().equals(d.tunnel())))
                .toList());
    }

    /** A sentence for a condition: what, remedy, and where to read on. */
    static String message(String tunnel, dev.ipsecsites.diagnosis.Diagnosis d) {
        return tunnel + ": " + Diagnoses.withoutTimes(d.summary()) + " " + d.remedy() + " see: ipsec-sites explain "
                + d.cause().word();
    }
}
