package dev.ipsecsites.diagnosis;

import java.util.List;

/**
 * Nothing arrives (article, "File not found"). For it: no timeline at the console, a router that starts and hears nothing. Against it: any
 * message of the other end's.
 */
final class SilenceRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        boolean noTimeline = Boolean.TRUE.equals(facts.cato.noTimeline())
                || !facts.said(Sign.NO_TIMELINE).isEmpty();
        List<Reading> unanswered = facts.said(Sign.NO_RESPONSE);
        if (facts.up() || (!noTimeline && unanswered.isEmpty())) {
            return List.of();
        }
        Finding finding = new Finding(Cause.NOTHING_ARRIVES, Confidence.LIKELY)
                .at(End.PATH)
                .because(noTimeline ? facts.say("evidence.noTimeline") : "")
                .because(unanswered.stream().map(facts::quote).toList());
        facts.messages.current().stream()
                .filter(r -> r.message().source() == Message.Source.CATO_TIMELINE && r.sign() != Sign.NO_TIMELINE)
                .findFirst()
                .ifPresent(r -> finding.against(facts.quote(r)));
        return List.of(finding);
    }
}
