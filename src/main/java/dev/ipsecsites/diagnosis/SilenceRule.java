package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing arrives (article, "File not found"), or nothing arrives any more because the PoP is down. For it: no timeline at the console, a router that
 * starts and hears nothing, a ping without an answer. Against it: any message of the other end's; for the PoP, another tunnel that fails likewise.
 */
final class SilenceRule implements Rule {
    private static final String TIMEOUT = "TIMEOUT";
    /** So many other sites at the same moment are no coincidence; they may still share a provider. */
    private static final int SEVERAL = 2;
    /** So many starts of which nothing comes are no chance. */
    private static final int MANY = 3;

    @Override
    public List<Finding> examine(Facts facts) {
        if (facts.up()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        popDown(facts).ifPresent(found::add);
        nothing(facts).ifPresent(found::add);
        return found;
    }

    static boolean noTimeline(Facts facts) {
        return Boolean.TRUE.equals(facts.cato.noTimeline())
                || facts.said(Sign.NO_TIMELINE).stream().anyMatch(r -> !facts.doubtful(r));
    }

    private static Optional<Finding> nothing(Facts facts) {
        boolean noTimeline = Boolean.TRUE.equals(facts.cato.noTimeline())
                || !facts.said(Sign.NO_TIMELINE).isEmpty();
        List<Reading> unanswered = unanswered(facts);
        Difference address = remote(facts);
        Optional<Check> ping = facts.failed(Step.POP_REACHABLE);
        Optional<Check> remote = facts.failed(Step.REMOTE_ADDRESS);
        List<Reading> starts = inVain(facts);
        boolean pointless = !noTimeline
                && unanswered.isEmpty()
                && ping.isEmpty()
                && remote.isEmpty()
                && address == null
                && starts.isEmpty();
        if (pointless) {
            return Optional.empty();
        }
        boolean strong = noTimeline || ping.isPresent() || remote.isPresent() || address != null;
        Finding finding = new Finding(Cause.NOTHING_ARRIVES, strong ? Confidence.LIKELY : Confidence.POSSIBLE)
                .at(End.PATH)
                .because(noTimeline ? facts.say("evidence.noTimeline") : "")
                .told(facts, unanswered)
                .because(facts.quote(starts));
        ping.ifPresent(c -> finding.because(facts.quote(c)));
        remote.ifPresent(c -> finding.because(facts.quote(c)));
        if (address != null) {
            finding.differing(address)
                    .at(End.ROUTER)
                    .variant("remote")
                    .repairable(true)
                    .because(facts.say(
                            "evidence.remoteAddress",
                            Map.of("cato", String.valueOf(address.cato()), "router", String.valueOf(address.router()))))
                    .surer(noTimeline ? Confidence.CERTAIN : Confidence.LIKELY);
        }
        facts.messages.current().stream()
                .filter(r -> r.message().source() == Message.Source.CATO_TIMELINE
                        && r.sign().answered()
                        && !facts.doubtful(r))
                .findFirst()
                .ifPresent(r -> finding.against(facts.quote(r)));
        return Optional.of(finding);
    }

    /** The router goes somewhere else than to where Cato listens. */
    static @Nullable Difference remote(Facts facts) {
        String is = facts.configured() == null
                ? null
                : facts.configured().remoteAddress().value();
        String wanted = facts.cato.catoAddress() != null ? facts.cato.catoAddress() : facts.intended.catoAddress();
        return is == null || wanted == null || is.equals(wanted)
                ? null
                : new Difference(Parameter.CATO_ADDRESS, wanted, is);
    }

    private static List<Reading> unanswered(Facts facts) {
        return facts.messages.current().stream()
                .filter(r -> r.sign() == Sign.NO_RESPONSE
                        || r.sign() == Sign.KEEPALIVE_LOST
                        || (r.sign() == Sign.CLOSED && r.first().equalsIgnoreCase(TIMEOUT)))
                .toList();
    }

    /** The router began again and again since it was last up, and neither end wrote of anything that came of it. */
    private static List<Reading> inVain(Facts facts) {
        List<Reading> starts = new ArrayList<>();
        for (Reading reading : facts.messages.current()) {
            Sign sign = reading.sign();
            if (sign.up() || sign.over()) {
                starts.clear();
            } else if (sign.failure() && sign != Sign.NO_RESPONSE) {
                return List.of();
            } else if (sign == Sign.INITIATED
                    && !reading.message().text().contains("IPsec phase")
                    && !facts.doubtful(reading)) {
                starts.add(reading);
            }
        }
        return starts.size() < MANY ? List.of() : starts;
    }

    /** It was up and fell silent; the other tunnel, over the same line to another PoP, is fine. */
    private static Optional<Finding> popDown(Facts facts) {
        boolean said = Boolean.TRUE.equals(facts.cato.popDown());
        List<Reading> fell = unanswered(facts).stream()
                .filter(r -> r.sign() != Sign.NO_RESPONSE)
                .toList();
        boolean ping = facts.failed(Step.POP_REACHABLE).isPresent();
        List<String> fellWith = Boolean.FALSE.equals(facts.cato.popDown()) ? List.of() : facts.cato.fellWith();
        boolean together = fellWith.size() >= SEVERAL;
        if (!said && !together && !(facts.anotherIsUp() && (ping || !fell.isEmpty() || !fellWith.isEmpty()))) {
            return Optional.empty();
        }
        Finding finding = new Finding(
                        Cause.POP_DOWN, said || ping || together ? Confidence.LIKELY : Confidence.POSSIBLE)
                .at(End.CATO)
                .because(said ? facts.say("evidence.popDown") : "")
                .because(
                        fellWith.isEmpty()
                                ? ""
                                : facts.say("evidence.fellTogether", Map.of("others", String.join(", ", fellWith))))
                .because(facts.quote(fell))
                .variant(facts.anotherIsUp() ? "other" : "")
                .because(facts.anotherIsUp() ? facts.say("evidence.otherIsUp") : "");
        facts.failed(Step.POP_REACHABLE).ifPresent(c -> finding.because(facts.quote(c)));
        return Optional.of(
                finding.surer(said && ping && facts.anotherIsUp() ? Confidence.CERTAIN : Confidence.POSSIBLE));
    }
}
