package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.DiagnosisEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what the engine finds to what stands in status. Pure. */
public final class Diagnoses {
    /** Status holds no times: each would be a write at each poll. */
    private static final Pattern TIME = Pattern.compile(",?\\s?\\[?\\b\\d{4}[-/]\\d{2}[-/]\\d{2}[T"
            + " ]\\d{2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?\\]?");

    private Diagnoses() {}

    /**
     * In the engine's order, most certain first.
     *
     * @param before what stands in status now: an entry that says the same keeps its words, so that another line of the same kind in a log
     *     writes nothing
     */
    public static List<Diagnosis> status(List<dev.ipsecsites.diagnosis.Diagnosis> found, List<Diagnosis> before) {
        List<Diagnosis> all = new ArrayList<>();
        for (dev.ipsecsites.diagnosis.Diagnosis diagnosis : found) {
            Diagnosis now = of(diagnosis);
            all.add(before.stream().filter(old -> same(old, now)).findFirst().orElse(now));
        }
        return List.copyOf(all);
    }

    private static Diagnosis of(dev.ipsecsites.diagnosis.Diagnosis diagnosis) {
        List<String> evidence = Stream.concat(Stream.of(diagnosis.summary()), diagnosis.evidence().stream())
                .map(Diagnoses::withoutTimes)
                .distinct()
                .toList();
        return new Diagnosis(
                diagnosis.tunnel(),
                end(diagnosis.end()),
                diagnosis.cause().word(),
                confidence(diagnosis.confidence()),
                evidence,
                diagnosis.remedy(),
                diagnosis.repairable(),
                false);
    }

    private static boolean same(Diagnosis old, Diagnosis now) {
        return Objects.equals(old.tunnel(), now.tunnel())
                && Objects.equals(old.end(), now.end())
                && old.cause().equals(now.cause())
                && Objects.equals(old.confidence(), now.confidence())
                && old.repairable().equals(now.repairable())
                && Objects.equals(old.remedy(), now.remedy())
                && !old.repaired();
    }

    /** A line of a log, or a sentence, without the moment that it tells of. */
    public static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll("").strip();
    }

    private static @Nullable DiagnosisEnd end(dev.ipsecsites.diagnosis.@Nullable End end) {
        return end == null
                ? null
                : switch (end) {
                    case ROUTER -> DiagnosisEnd.ROUTER;
                    case CATO -> DiagnosisEnd.CATO;
                    case PATH -> DiagnosisEnd.PATH;
                    case MANIFEST -> DiagnosisEnd.MANIFEST;
                };
    }

    private static Confidence confidence(dev.ipsecsites.diagnosis.Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> Confidence.CERTAIN;
            case LIKELY -> Confidence.LIKELY;
            case POSSIBLE -> Confidence.POSSIBLE;
        };
    }
}
