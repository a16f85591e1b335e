package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notifications that name no value: NO_PROPOSAL_CHOSEN, TS_UNACCEPTABLE, INVALID_KE_PAYLOAD (RFC 7296 §3.10.1; yamaha-rtx.md §4.4). For it: the
 * notification. Against it: values that agree; a message that does name the value, which then is the better cause.
 */
final class NegotiationRule implements Rule {
    /** Cato's close reason for settings that don't fit, whichever (cato-api.md §4.7). */
    private static final String CONFIG_MISMATCH = "CONFIG_MISMATCH";

    @Override
    public List<Finding> examine(Facts facts) {
        if (facts.up()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        List<Reading> none = facts.said(Sign.NO_PROPOSAL);
        if (!none.isEmpty()) {
            found.add(new Finding(Cause.NO_PROPOSAL_CHOSEN, Confidence.LIKELY)
                    .repairable(true)
                    .told(facts, none)
                    .atMost(facts.limit(none)));
        }
        List<Reading> mismatch = facts.said(Sign.CLOSED).stream()
                .filter(r -> r.first().equalsIgnoreCase(CONFIG_MISMATCH))
                .toList();
        if (none.isEmpty() && !mismatch.isEmpty()) {
            found.add(new Finding(Cause.NO_PROPOSAL_CHOSEN, Confidence.POSSIBLE)
                    .repairable(true)
                    .told(facts, mismatch));
        }
        selectors(facts).ifPresent(found::add);
        refusedByPeer(facts).ifPresent(found::add);
        refusedByRouter(facts).ifPresent(found::add);
        return found;
    }

    /** The router is route-based by construction (yamaha-rtx.md §0, no. 8): ranges at Cato can't fit. */
    private static Optional<Finding> selectors(Facts facts) {
        List<Reading> said = facts.said(Sign.TRAFFIC_SELECTORS);
        IpsecDetails told = facts.told();
        String list = told == null ? "" : String.join(", ", told.networkRanges());
        boolean ranges = !list.isEmpty();
        if (said.isEmpty() && !(ranges && facts.negotiating())) {
            return Optional.empty();
        }
        Finding finding = new Finding(Cause.TRAFFIC_SELECTOR_MISMATCH, Confidence.LIKELY)
                .at(ranges ? End.CATO : null)
                .repairable(ranges)
                .told(facts, said);
        if (ranges) {
            finding.differing(new Difference(Parameter.TRAFFIC_SELECTOR, list, "0.0.0.0/0"))
                    .because(facts.say("evidence.ranges", Map.of("ranges", list)))
                    .surer(said.isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN);
        }
        return Optional.of(ranges ? finding : finding.atMost(facts.limit(said)));
    }

    /** Cato wants another group than the router began with. */
    private static Optional<Finding> refusedByPeer(Facts facts) {
        List<Reading> said = facts.said(Sign.INVALID_KE_RECEIVED);
        boolean named =
                !facts.said(Sign.KE_GROUP_DIFFERS, Sign.DH_GROUP_DIFFERS).isEmpty();
        if (said.isEmpty() || named) {
            return Optional.empty();
        }
        String wanted = Names.groupOfHex(said.getLast().first());
        String router = facts.atRouter(Parameter.DH_GROUP);
        Finding finding = new Finding(Cause.DH_GROUP_MISMATCH, Confidence.LIKELY)
                .differing(new Difference(Parameter.DH_GROUP, wanted, router))
                .repairable(true)
                .told(facts, said);
        if (wanted != null && wanted.equals(router)) {
            finding.against(facts.say("against.sameGroup", Map.of("router", router)));
        }
        return Optional.of(finding.atMost(facts.limit(said)));
    }

    /** The router refuses Cato's first group, and then answers the second attempt wrongly. */
    private static Optional<Finding> refusedByRouter(Facts facts) {
        boolean hollow = facts.hollow();
        List<Reading> scope = hollow ? facts.everything() : facts.messages.current();
        List<Reading> said = scope.stream()
                .filter(r -> r.sign() == Sign.CANNOT_ACCEPT_KE || r.sign() == Sign.INVALID_KE)
                .toList();
        List<Reading> zero = new ArrayList<>(facts.said(Sign.ZERO_RESPONDER_SPI));
        zero.addAll(Headers.hollowAnswers(scope));
        boolean answered = !zero.isEmpty();
        zero.addAll(hollow ? facts.ever(Sign.ESTABLISHED) : List.of());
        if (said.isEmpty() && zero.isEmpty()) {
            return Optional.empty();
        }
        String group = said.stream()
                .filter(r -> r.sign() == Sign.INVALID_KE && !r.first().isEmpty())
                .map(r -> Names.groupOfHex(r.first()))
                .reduce((a, b) -> b)
                .orElse(facts.atRouter(Parameter.DH_GROUP));
        Finding finding = new Finding(Cause.NO_ANSWER_AFTER_INVALID_KE, Confidence.LIKELY)
                .at(End.CATO)
                .repairable(true)
                .told(facts, said)
                .told(facts, zero);
        String told = facts.atCato(Parameter.DH_GROUP);
        if (group != null) {
            finding.value("group", group);
        }
        if (Parameters.AUTOMATIC.equals(told)) {
            finding.because(facts.say("evidence.automaticGroup"));
        } else if (told != null && told.equals(group)) {
            finding.against(facts.say("against.pinned", Map.of("group", told)));
        }
        scope.stream()
                .filter(NegotiationRule::wentOn)
                .reduce((a, b) -> b)
                .ifPresent(r -> finding.against(facts.say("against.wentOn", Map.of("text", facts.quote(r)))));
        boolean exclusive =
                !said.isEmpty() && answered && told != null && finding.against().isEmpty();
        return Optional.of(finding.surer(exclusive ? Confidence.CERTAIN : Confidence.POSSIBLE)
                .atMost(facts.limit(said)));
    }

    /** The ends have agreed on a group: the peers are past the exchange in which it is refused (RFC 7296 §1.2). */
    private static boolean wentOn(Reading reading) {
        return switch (reading.sign()) {
            case WRONG_AUTHENTICATION, TRAFFIC_SELECTORS, CHILD_NO_PROPOSAL -> true;
            default -> Headers.answered(reading) || Headers.ofAuth(reading);
        };
    }
}
