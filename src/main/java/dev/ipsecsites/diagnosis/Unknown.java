package dev.ipsecsites.diagnosis;

import java.util.List;

/** Nothing points anywhere: said so, with what is there and what to look at, instead of a guess. */
final class Unknown {
    private static final int QUOTED = 5;

    private Unknown() {}

    static Finding of(Facts facts) {
        List<Message> strange = facts.messages.unknown();
        Boolean router = facts.upAtRouter();
        Boolean cato = facts.upAtCato();
        boolean disagree = (router != null && cato != null && !router.equals(cato)) || facts.lastWord.isCatos();
        return new Finding(Cause.UNKNOWN, Confidence.POSSIBLE)
                .variant(disagree ? "disagree" : "")
                .because(router == null ? "" : facts.say(router ? "evidence.routerUp" : "evidence.routerDown"))
                .because(cato == null ? "" : facts.say(cato ? "evidence.catoUp" : "evidence.catoDown"))
                .because(facts.degraded() ? facts.say("evidence.degraded") : "")
                .because(disagree && unnoticed(facts) ? facts.say("evidence.dropUnnoticed") : "")
                .because(facts.tunnel.router() == null ? facts.say("evidence.noRouter") : "")
                .because(facts.tunnel.cato() == null ? facts.say("evidence.noCato") : "")
                .because(facts
                        .quote(facts.said(
                                Sign.CLOSED,
                                Sign.TUNNEL_DOWN,
                                Sign.POP_CHANGED,
                                Sign.SA_DELETED,
                                Sign.INITIATED,
                                Sign.ANTI_REPLAY))
                        .stream()
                        .limit(QUOTED)
                        .toList())
                .because(strange.stream()
                        .skip(Math.max(0, strange.size() - QUOTED))
                        .map(facts::quote)
                        .toList());
    }

    /** Cato tells when it saw the tunnel drop, and the router has written nothing like it. */
    private static boolean unnoticed(Facts facts) {
        List<Reading> ends =
                facts.messages.current().stream().filter(r -> r.sign().ended()).toList();
        return Boolean.TRUE.equals(facts.upAtRouter())
                && ends.stream().anyMatch(r -> r.message().source() == Message.Source.CATO_EVENT)
                && ends.stream().noneMatch(r -> r.message().source() == Message.Source.ROUTER_LOG);
    }
}
