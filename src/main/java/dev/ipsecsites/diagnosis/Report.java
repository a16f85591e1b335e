package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a finding into words. */
final class Report {
    private final Facts facts;
    private final Texts texts;

    Report(Facts facts, Texts texts) {
        this.facts = facts;
        this.texts = texts;
    }

    Diagnosis of(Finding finding) {
        return of(finding, facts.tunnel.tunnel());
    }

    Diagnosis of(Finding finding, @Nullable String tunnel) {
        Map<String, String> values = facts.values();
        values.putAll(finding.values());
        String fitting = commands(finding, values);
        List<String> next = finding.confidence() == Confidence.CERTAIN
                ? List.of()
                : texts.list(finding.cause.word() + ".next", values);
        return new Diagnosis(
                finding.cause,
                tunnel,
                finding.end(),
                finding.confidence(),
                texts.say(key(finding, "summary", finding.variant()), values),
                finding.evidence(),
                finding.against(),
                texts.say(key(finding, "remedy", fitting), values),
                finding.repairable(),
                next,
                finding.difference());
    }

    private String key(Finding finding, String part, String variant) {
        String special = finding.cause.word() + "." + part + "." + variant;
        return texts.has(special) ? special : finding.cause.word() + "." + part;
    }

    /**
     * The router's words for the value that it should have, the intended one, else Cato's.
     *
     * @return the variant of the remedy that fits
     */
    private static String commands(Finding finding, Map<String, String> values) {
        Difference difference = finding.difference();
        String wanted = values.get("wanted");
        if (wanted == null && difference != null) {
            wanted = difference.cato();
        }
        if (difference == null || wanted == null) {
            return finding.variant();
        }
        values.put("wanted", wanted);
        String word = word(difference.parameter(), wanted);
        if (word == null) {
            return "impossible";
        }
        values.put("word", word);
        return finding.variant();
    }

    private static @Nullable String word(Parameter parameter, String wanted) {
        return switch (parameter) {
            case ENCRYPTION, CHILD_ENCRYPTION -> Names.rtxEncryption(Names.encryption(wanted));
            case PRF, INTEGRITY, CHILD_INTEGRITY -> Names.rtxHash(wanted);
            case DH_GROUP, PFS_GROUP -> Names.rtxGroup(wanted);
            default -> wanted;
        };
    }
}
