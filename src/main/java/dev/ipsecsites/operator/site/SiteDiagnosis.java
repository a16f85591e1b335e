package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.DiagnosisEnd;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.diagnosis.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the diagnosis of a site means for its status, its conditions, its Events and its repair. Pure.
 *
 * @param found surest first within each tunnel
 */
record SiteDiagnosis(List<dev.ipsecsites.diagnosis.Diagnosis> found) {
    static final SiteDiagnosis NONE = new SiteDiagnosis(List.of());

    /** Status holds no times: each would be a write at each poll. */
    private static final Pattern TIME = Pattern.compile(",?\\s?\\[?\\b\\d{4}[-/]\\d{2}[-/]\\d{2}[T"
            + " ]\\d{2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?\\]?");

    SiteDiagnosis {
        found = List.copyOf(found);
    }

    /**
     * For {@code status.diagnosis}.
     *
     * @param before what stands there: an entry that says the same keeps its words, so that another line of the same kind in a log
     *     writes nothing
     */
    List<Diagnosis> entries(List<Diagnosis> before) {
        return found.stream().map(d -> kept(entry(d), before)).toList();
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
        List<String> corrections = standing.tried().stream()
                .flatMap(t ->
                        Arrays.stream(Correction.values()).filter(c -> c.name().equals(t)))
                .map(Correction::done)
                .toList();
        return Optional.of(new Diagnosis(tunnel, null, standing.cause(), null, corrections, null, true, true));
    }

    private static Diagnosis kept(Diagnosis now, List<Diagnosis> before) {
        return before.stream()
                .filter(b -> Objects.equals(b.tunnel(), now.tunnel())
                        && b.cause().equals(now.cause())
                        && b.end() == now.end()
                        && b.confidence() == now.confidence()
                        && b.repairable().equals(now.repairable())
                        && Objects.equals(b.remedy(), now.remedy())
                        && !b.repaired())
                .findFirst()
                .orElse(now);
    }

    private static Diagnosis entry(dev.ipsecsites.diagnosis.Diagnosis d) {
        List<String> evidence = new ArrayList<>();
        evidence.add(withoutTimes(d.summary()));
        d.evidence().forEach(line -> evidence.add(withoutTimes(line)));
        return new Diagnosis(
                d.tunnel(),
                d.end() == null ? null : end(d.end()),
                d.cause().word(),
                confidence(d.confidence()),
                evidence.stream().distinct().toList(),
                d.remedy(),
                d.repairable(),
                false);
    }

    private static DiagnosisEnd end(dev.ipsecsites.diagnosis.End end) {
        return Arrays.stream(DiagnosisEnd.values())
                .filter(e -> e.wire().equals(end.word()))
                .findFirst()
                .orElse(DiagnosisEnd.UNRECOGNIZED);
    }

    private static Confidence confidence(dev.ipsecsites.diagnosis.Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> Confidence.CERTAIN;
            case LIKELY -> Confidence.LIKELY;
            case POSSIBLE -> Confidence.POSSIBLE;
        };
    }

    static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll("").strip();
    }

    /** The cause that a repair may go by. */
    @Nullable
    String causeOf(Role role) {
        return sure(role).map(d -> d.cause().word()).orElse(null);
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
        return tunnel + ": " + withoutTimes(d.summary()) + " " + d.remedy() + " see: ipsec-sites explain "
                + d.cause().word();
    }
}
