package dev.ipsecsites.cli.diagnose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Retelling;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cause to report, whether the operator found it or this program.
 *
 * @param tunnel null for the site as a whole, or where the files don't even tell a number
 * @param summary one sentence; empty where the operator's status has none
 */
record Found(
        String cause,
        @Nullable String tunnel,
        @Nullable String end,
        String confidence,
        String summary,
        List<String> evidence,
        List<String> against,
        String remedy,
        boolean repairable,
        List<String> next) {

    /** What {@code -o json} prints, in this order. */
    @JsonPropertyOrder({"cause", "tunnel", "end", "confidence", "evidence", "remedy", "repairable"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Json(
            String cause,
            @Nullable String tunnel,
            @Nullable String end,
            String confidence,
            List<String> evidence,
            String remedy,
            boolean repairable) {}

    Json json() {
        return new Json(cause, tunnel, end, confidence, evidence, remedy, repairable);
    }

    /** @param site prefix where there are several; null where there is one */
    static Found of(Diagnosis diagnosis, @Nullable String site) {
        String id = UnwrittenTunnels.UNNAMED.equals(diagnosis.tunnel()) ? null : diagnosis.tunnel();
        String tunnel = site == null ? id : id == null ? site : site + "/" + id;
        return new Found(
                diagnosis.cause().word(),
                tunnel,
                diagnosis.end() == null ? null : diagnosis.end().word(),
                diagnosis.confidence().word(),
                diagnosis.summary(),
                diagnosis.evidence(),
                diagnosis.against(),
                diagnosis.remedy(),
                diagnosis.repairable(),
                diagnosis.next());
    }

    /** The operator writes English: what can't be said in another language is marked as its words. */
    static Found of(dev.ipsecsites.api.Diagnosis status, Language language) {
        UnaryOperator<String> words = retold(language);
        return new Found(
                status.cause(),
                status.tunnel(),
                status.end() == null ? null : status.end().wire(),
                status.confidence() == null ? "Possible" : status.confidence().wire(),
                "",
                status.evidence().stream().map(words).toList(),
                List.of(),
                status.remedy() == null ? "" : words.apply(status.remedy()),
                status.repairable(),
                List.of());
    }

    private static UnaryOperator<String> retold(Language language) {
        if (language == Language.ENGLISH) {
            return UnaryOperator.identity();
        }
        Retelling retelling = new Retelling(language);
        return text -> retelling.retell(text).orElseGet(() -> Say.AS_WRITTEN.in(language, text));
    }

    /** A tunnel that is down and of which the operator doesn't say why. */
    static Found notYet(String tunnel, List<String> conditions, Language language) {
        return new Found(
                Cause.UNKNOWN.word(),
                tunnel,
                null,
                "Possible",
                Say.NOT_YET.in(language),
                conditions.stream().map(retold(language)).toList(),
                List.of(),
                "",
                false,
                List.of(Say.LOOK_AGAIN.in(language)));
    }

    boolean unknown() {
        return cause.equals(Cause.UNKNOWN.word());
    }

    boolean sameAs(Found other) {
        return cause.equals(other.cause) && java.util.Objects.equals(tunnel, other.tunnel);
    }

    Found map(UnaryOperator<String> text) {
        return new Found(
                cause,
                tunnel == null ? null : text.apply(tunnel),
                end,
                confidence,
                text.apply(summary),
                evidence.stream().map(text).toList(),
                against.stream().map(text).toList(),
                text.apply(remedy),
                repairable,
                next.stream().map(text).toList());
    }
}
