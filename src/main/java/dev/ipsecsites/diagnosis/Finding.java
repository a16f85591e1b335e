package dev.ipsecsites.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cause in the making: a rule fills it, {@link Ranking} compares it with others, {@link Report} puts it into words. */
final class Finding {
    final Cause cause;
    private Confidence confidence;
    private @Nullable End end;
    private String variant = "";
    private boolean repairable;
    private @Nullable Difference difference;
    private @Nullable Instant newest;
    private final List<String> evidence = new ArrayList<>();
    private final List<String> against = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    Finding(Cause cause, Confidence confidence) {
        this.cause = cause;
        this.confidence = confidence;
    }

    Finding at(@Nullable End where) {
        end = where;
        return this;
    }

    /** Which of the remedies fits: {@code CAUSE.remedy.VARIANT}. */
    Finding variant(String which) {
        variant = which;
        return this;
    }

    Finding repairable(boolean can) {
        repairable = can;
        return this;
    }

    Finding differing(Difference values) {
        difference = values;
        return value("cato", values.cato()).value("router", values.router());
    }

    Finding because(String line) {
        if (!line.isEmpty() && !evidence.contains(line)) {
            evidence.add(line);
        }
        return this;
    }

    Finding because(List<String> lines) {
        lines.forEach(this::because);
        return this;
    }

    /** What the ends said, and when the last of it was an error. */
    Finding told(Facts facts, List<Reading> readings) {
        readings.stream()
                .filter(r -> r.sign().failed())
                .forEach(r -> notBefore(r.message().time()));
        return because(facts.quote(readings));
    }

    private void notBefore(@Nullable Instant time) {
        newest = Relevance.latest(newest, time);
    }

    /** The other one's evidence for the same cause. */
    Finding with(Finding other) {
        notBefore(other.newest);
        return because(other.evidence);
    }

    /** What doesn't fit makes it less sure. */
    Finding against(String line) {
        if (!line.isEmpty() && !against.contains(line)) {
            against.add(line);
            confidence = confidence.lower();
        }
        return this;
    }

    Finding value(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(name, value);
        }
        return this;
    }

    Finding atMost(Confidence limit) {
        confidence = confidence.compareTo(limit) < 0 ? limit : confidence;
        return this;
    }

    Finding surer(Confidence now) {
        confidence = confidence.compareTo(now) > 0 ? now : confidence;
        return this;
    }

    Confidence confidence() {
        return confidence;
    }

    @Nullable
    End end() {
        return end;
    }

    String variant() {
        return variant;
    }

    boolean repairable() {
        return repairable;
    }

    @Nullable
    Difference difference() {
        return difference;
    }

    /** When the newest error was written that it explains; null where none was that has a time. */
    @Nullable
    Instant newest() {
        return newest;
    }

    List<String> evidence() {
        return evidence;
    }

    List<String> against() {
        return against;
    }

    Map<String, String> values() {
        return values;
    }
}
