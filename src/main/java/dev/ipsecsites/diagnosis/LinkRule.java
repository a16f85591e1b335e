package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line to the provider is down (article: can the router reach the Internet?). For it: the interface's own state, the log's last word
 * about it. Against it: a tunnel over it that is up.
 */
final class LinkRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        LinkState link = facts.router.link();
        boolean pp = link != null && link.interfaceName().startsWith("pp");
        boolean stateDown = link != null && !link.up() && !facts.old(facts.router.at());
        List<Reading> pppoe =
                last(facts, Sign.PPPOE_CONNECTED, Sign.PPPOE_DISCONNECTED, Sign.PPP_AUTHENTICATION_FAILED);
        List<Reading> lan = last(facts, Sign.LINK_UP, Sign.LINK_DOWN);
        Optional<Check> check = facts.failed(Step.WAN_UP);
        boolean nothing = !stateDown && pppoe.isEmpty() && lan.isEmpty() && check.isEmpty();
        if (nothing || facts.up() || (link != null && link.up() && check.isEmpty())) {
            return List.of();
        }
        boolean isPppoe = pp || (link == null && !pppoe.isEmpty());
        Finding finding = new Finding(isPppoe ? Cause.PPPOE_DOWN : Cause.LINK_DOWN, Confidence.LIKELY)
                .at(isPppoe ? End.PATH : End.ROUTER)
                .value("interface", link == null ? "pp 1" : link.interfaceName())
                .because(facts.quote(isPppoe ? pppoe : lan));
        check.ifPresent(c -> finding.because(facts.quote(c)));
        if (link != null && stateDown) {
            finding.because(facts.say("evidence.linkDown", Map.of("interface", link.interfaceName())));
            // A LAN interface counts as down when it has no address, which has other reasons, too.
            finding.surer(pp ? Confidence.CERTAIN : Confidence.LIKELY);
        }
        boolean refused = pppoe.stream().anyMatch(r -> r.sign() == Sign.PPP_AUTHENTICATION_FAILED);
        return List.of(finding.variant(refused ? "refused" : ""));
    }

    /** Readings of the bad signs that no good one follows. */
    private static List<Reading> last(Facts facts, Sign good, Sign... bad) {
        List<Sign> wanted = List.of(bad);
        List<Reading> since = new ArrayList<>();
        for (Reading reading : facts.messages.current()) {
            if (reading.sign() == good || (reading.sign() == Sign.ADDRESS_GIVEN && good == Sign.PPPOE_CONNECTED)) {
                since.clear();
            } else if (wanted.contains(reading.sign())) {
                since.add(reading);
            }
        }
        return since;
    }
}
