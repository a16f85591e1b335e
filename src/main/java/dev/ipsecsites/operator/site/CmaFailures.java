package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.diagnosis.Confidence;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.SiteEvidence;
import java.time.Duration;
import java.util.List;

/** From Cato's no to what becomes of the site. */
final class CmaFailures {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration UNKNOWN_LOOK = Duration.ofMinutes(1);
    private static final Duration KNOWN_LOOK = Duration.ofMinutes(10);

    private CmaFailures() {}

    static Outcome outcome(CmaException e) {
        String said = e.getMessage() == null ? e.operation() + " failed" : e.getMessage();
        return switch (e.kind()) {
            case AUTHENTICATION ->
                stuck("CredentialsInvalid", said + ". Put a valid API key into the Secret of the CatoAccount");
            case PERMISSION ->
                stuck("PermissionDenied", said + ". Give the API key's role the right to edit sites in the CMA");
            case INVALID -> refused(said, KNOWN_LOOK);
            case RATE_LIMIT -> waiting("RateLimited", said, e);
            case NOT_FOUND -> waiting("NotFoundAtCato", said, e);
            case TRANSIENT -> waiting("CatoUnavailable", said, e);
            // Refusals whose texts nobody has confirmed (cato-api.md §7) come here: overlapping range, taken name,
            // quota.
            case UNKNOWN -> refused(said, UNKNOWN_LOOK);
        };
    }

    /** Whether the failure says that Cato did nothing; otherwise one has to look before one tries again. */
    static boolean surelyNotDone(CmaException e) {
        return switch (e.kind()) {
            case AUTHENTICATION, PERMISSION, RATE_LIMIT, INVALID, NOT_FOUND -> true;
            case TRANSIENT, UNKNOWN -> false;
        };
    }

    /** Whether what Cato didn't answer now it may answer later, without anybody doing anything. */
    static boolean passes(CmaException e) {
        return switch (e.kind()) {
            case RATE_LIMIT, TRANSIENT, UNKNOWN -> true;
            case AUTHENTICATION, PERMISSION, INVALID, NOT_FOUND -> false;
        };
    }

    /** Named after its cause where Cato's words give one away, such as a licence that is used up. */
    private static Outcome refused(String said, Duration lookAgain) {
        List<Diagnosis> found =
                Engine.diagnose(SiteEvidence.of("", null, List.of()).withRefusals(List.of(said)));
        Refusal refusal = found.stream()
                .filter(d -> d.confidence() != Confidence.POSSIBLE)
                .findFirst()
                .map(d -> new Refusal(
                        d.cause().word(),
                        "",
                        said + ". " + d.remedy() + " see: ipsec-sites explain "
                                + d.cause().word()))
                .orElseGet(() -> new Refusal("CatoRefused", "", said));
        return new Outcome.Stuck(refusal, lookAgain, found);
    }

    private static Outcome stuck(String reason, String message) {
        return new Outcome.Stuck(new Refusal(reason, "", message));
    }

    private static Outcome waiting(String reason, String message, CmaException e) {
        return new Outcome.Waiting(reason, message, e.retryAfter().orElse(RETRY));
    }
}
