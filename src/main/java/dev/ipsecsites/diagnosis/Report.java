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
        Map<String, String> values = facts.values();
        values.putAll(finding.values());
        commands(finding.difference(), values);
        List<String> next = finding.confidence() == Confidence.CERTAIN
                ? List.of()
                : texts.list(finding.cause.word() + ".next", values);
        return new Diagnosis(
                finding.cause,
                facts.tunnel.tunnel(),
                finding.end(),
                finding.confidence(),
                texts.say(key(finding, "summary"), values),
                finding.evidence(),
                finding.against(),
                texts.say(key(finding, "remedy"), values),
                finding.repairable(),
                next,
                finding.difference());
    }

    private String key(Finding finding, String part) {
        String special = finding.cause.word() + "." + part + "." + finding.variant();
        return texts.has(special) ? special : finding.cause.word() + "." + part;
    }

    /** The router's words for the value that it should have: the intended one, else Cato's. */
    private static void commands(@Nullable Difference difference, Map<String, String> values) {
        String wanted = values.get("wanted");
        if (wanted == null && difference != null) {
            wanted = difference.cato();
        }
        if (difference == null || wanted == null) {
            return;
        }
        values.put("wanted", wanted);
        String word = word(difference.parameter(), wanted);
        if (word != null) {
            values.put("word", word);
        }
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
