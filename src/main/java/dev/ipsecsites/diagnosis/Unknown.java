package dev.ipsecsites.diagnosis;

import java.util.List;

/** Nothing points anywhere: said so, with what is there and what to look at, instead of a guess. */
final class Unknown {
    private static final int QUOTED = 5;

    private Unknown() {}

    static Finding of(Facts facts) {
        List<Message> strange = facts.messages.unknown();
        return new Finding(Cause.UNKNOWN, Confidence.POSSIBLE)
                .because(facts.tunnel.router() == null ? facts.say("evidence.noRouter") : "")
                .because(facts.tunnel.cato() == null ? facts.say("evidence.noCato") : "")
                .because(strange.stream()
                        .skip(Math.max(0, strange.size() - QUOTED))
                        .map(facts::quote)
                        .toList());
    }
}
