package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.RouterHalf.Clash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Switched off, or somebody else's. For it: the running configuration, the site's state at Cato. Against it: a tunnel that is up. */
final class SwitchRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        siteDisabled(facts).ifPresent(found::add);
        disabled(facts).or(() -> waiting(facts)).ifPresent(found::add);
        String owner = facts.tunnel.numberUsedBy();
        if (owner != null) {
            found.add(new Finding(Cause.TUNNEL_NUMBER_CLASH, Confidence.CERTAIN)
                    .at(End.MANIFEST)
                    .value("owner", owner)
                    .because(facts.say("evidence.numberUsed", Map.of("owner", owner))));
        } else if (facts.router.clash() != null && !facts.up()) {
            found.add(clash(facts, facts.router.clash()));
        }
        return found;
    }

    /** A template is there to give several tunnels the same lines, and what a tunnel's own lines then do isn't shown (yamaha-rtx.md §4.2). */
    private static Finding clash(Facts facts, Clash clash) {
        String variant = clash.template() ? "template" : "gateway";
        String other = String.valueOf(clash.other());
        return new Finding(Cause.TUNNEL_NUMBER_CLASH, clash.template() ? Confidence.POSSIBLE : Confidence.CERTAIN)
                .at(End.ROUTER)
                .variant(variant)
                .value("other", other)
                .because(facts.say("evidence.clash." + variant, Map.of("other", other)));
    }

    /** Nothing that the router does brings a tunnel up then. */
    private static Optional<Finding> siteDisabled(Facts facts) {
        if (!facts.siteDisabled() || facts.up() || Boolean.TRUE.equals(facts.upAtCato())) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Cause.TUNNEL_DISABLED, Confidence.CERTAIN)
                .at(End.CATO)
                .variant("site")
                .because(facts.say("evidence.siteDisabled")));
    }

    private static Optional<Finding> disabled(Facts facts) {
        boolean configuredOff =
                facts.configured() != null && !facts.configured().enabled() && !facts.router.cut();
        List<Reading> said = facts.said(Sign.SWITCHED_OFF);
        if (Boolean.TRUE.equals(facts.upAtRouter()) || (!configuredOff && said.isEmpty())) {
            return Optional.empty();
        }
        Confidence confidence = configuredOff ? Confidence.CERTAIN : Confidence.LIKELY;
        boolean stated = said.stream().anyMatch(r -> r.message().text().contains("status is disabled"));
        Finding finding = new Finding(Cause.TUNNEL_DISABLED, stated ? Confidence.CERTAIN : confidence)
                .at(End.ROUTER)
                .repairable(true)
                .because(configuredOff ? facts.say("evidence.notEnabled") : "")
                .because(facts.quote(said));
        // A tunnel that is off negotiates nothing: the configuration may be from another day than the log.
        List<Reading> negotiated = stated ? List.of() : negotiated(facts);
        if (!negotiated.isEmpty()) {
            finding.against(facts.quote(negotiated.getLast())).atMost(Confidence.POSSIBLE);
        }
        return Optional.of(finding);
    }

    /** What the router wrote of attempts to bring this tunnel up since it was last up. */
    private static List<Reading> negotiated(Facts facts) {
        return facts.messages.current().stream()
                .filter(r -> !r.message().source().cato()
                        && !facts.messages.nobodys().contains(r))
                .filter(r -> r.sign().failure() || r.sign() == Sign.INITIATED)
                .toList();
    }

    /** Enabled, but the router was never told to start by itself; against it: anything that shows that somebody did. */
    private static Optional<Finding> waiting(Facts facts) {
        boolean waits = facts.configured() != null
                && !facts.configured().starts()
                && facts.configured().remoteAddress().value() != null
                && !facts.router.cut();
        boolean started = facts.negotiating()
                || facts.messages.all().stream().anyMatch(r -> r.sign().ofNegotiation());
        if (!waits || facts.up() || started) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Cause.TUNNEL_DISABLED, Confidence.LIKELY)
                .at(End.ROUTER)
                .repairable(true)
                .variant("refresh")
                .because(facts.say("evidence.noRefresh")));
    }
}
