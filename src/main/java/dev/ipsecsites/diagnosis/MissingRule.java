package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.RouterHalf.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The router's configuration has no such tunnel: it was never written there, or the router restarted before its lines were saved
 * (yamaha-rtx.md §0). For it: a configuration that was read whole. Against it: an end that says that the tunnel is up, or that wrote of an
 * attempt which may be of later than the configuration. What is of later for sure makes the configuration one of before.
 */
final class MissingRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        Missing missing = facts.router.missing();
        return missing == null || !missing(facts) ? List.of() : List.of(finding(facts, missing));
    }

    /** Whether the tunnel isn't there, as far as one knows. */
    static boolean missing(Facts facts) {
        Missing missing = facts.router.missing();
        return missing != null
                && !facts.negotiating()
                && !Boolean.TRUE.equals(facts.upAtRouter())
                && !Boolean.TRUE.equals(facts.upAtCato())
                && facts.everything().stream().noneMatch(r -> attempt(facts, r) && refutes(facts, r, missing));
    }

    /** It was written later; or it may have been, and by the ends' last words the tunnel is up. */
    private static boolean refutes(Facts facts, Reading reading, Missing missing) {
        Boolean later = later(facts, reading, missing);
        return later == null ? reading.sign().up() && facts.up() : later;
    }

    private static Finding finding(Facts facts, Missing missing) {
        Instant printed = missing.printed();
        boolean numbered = facts.intended.number() != null;
        String evidence = numbered ? "evidence.missing" : missing.others() ? "evidence.noOther" : "evidence.none";
        // Without the date of the heading the beginning may not be there either.
        Finding finding = new Finding(
                        Cause.TUNNEL_DISABLED,
                        printed == null ? Confidence.POSSIBLE : numbered ? Confidence.CERTAIN : Confidence.LIKELY)
                .at(End.ROUTER)
                .variant(numbered ? "missing" : "none")
                .repairable(numbered)
                .because(facts.say(
                        evidence + (printed == null ? "" : ".timed"), Map.of("time", String.valueOf(printed))));
        if (missing.others() && !facts.others().stream().allMatch(MissingRule::recognised)) {
            finding.atMost(Confidence.POSSIBLE);
        }
        facts.messages.current().stream()
                .filter(r -> attempt(facts, r) && later(facts, r, missing) == null)
                .reduce((before, after) -> after)
                .ifPresent(r -> finding.against(facts.quote(r)));
        return finding;
    }

    /** Otherwise which of the site's tunnels the router has is a guess. */
    private static boolean recognised(Facts other) {
        String wanted = other.intended.catoAddress();
        return wanted != null
                && other.configured() != null
                && wanted.equals(other.configured().remoteAddress().value());
    }

    /** The router had the tunnel then: it tried to bring it up, or Cato heard it. */
    private static boolean attempt(Facts facts, Reading reading) {
        Sign sign = reading.sign();
        Message.Source source = reading.message().source();
        boolean heard =
                source.cato() ? sign.failed() && sign != Sign.NO_RESPONSE : sign.failed() || sign == Sign.INITIATED;
        return (heard || sign.up())
                && source != Message.Source.CATO_SNAPSHOT
                && !facts.messages.nobodys().contains(reading);
    }

    /** Whether it was written after the configuration was printed; null where nobody can tell. */
    private static @Nullable Boolean later(Facts facts, Reading reading, Missing missing) {
        boolean cato = reading.message().source().cato();
        Duration offset = facts.router.clockOffset();
        boolean otherClock = cato && offset != null && offset.abs().compareTo(Relevance.SKEW) > 0;
        Instant time = reading.message().time();
        Instant printed = missing.printed();
        if (time == null || printed == null || otherClock) {
            return null;
        }
        Duration margin = cato ? Relevance.SKEW : Duration.ZERO;
        if (time.isAfter(printed.plus(margin))) {
            return true;
        }
        return time.isAfter(printed.minus(margin)) ? null : Boolean.FALSE;
    }
}
