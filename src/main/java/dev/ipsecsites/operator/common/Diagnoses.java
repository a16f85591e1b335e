package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.DiagnosisEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what the engine finds to what stands in status. Pure. */
public final class Diagnoses {
    private Diagnoses() {}

    /**
     * In the engine's order, most certain first.
     *
     * @param before what stands in status now: where it says the same it stays, because quoted lines of a log carry times, and status would
     *     be written with every look at it
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
        return new Diagnosis(
                diagnosis.tunnel(),
                end(diagnosis.end()),
                diagnosis.cause().word(),
                confidence(diagnosis.confidence()),
                diagnosis.evidence(),
                diagnosis.remedy(),
                diagnosis.repairable(),
                false);
    }

    private static boolean same(Diagnosis old, Diagnosis now) {
        return Objects.equals(old.tunnel(), now.tunnel())
                && Objects.equals(old.end(), now.end())
                && old.cause().equals(now.cause())
                && Objects.equals(old.confidence(), now.confidence())
                && Objects.equals(old.remedy(), now.remedy());
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
