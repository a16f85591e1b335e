package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line to the provider is down (article: can the router reach the Internet?). For it: the interface's own state, the log's last word
 * about it. Against it: a tunnel over it that is up. Other interfaces may be down without harm.
 */
final class LinkRule implements Rule {
    private static final String PP = "pp";

    @Override
    public List<Finding> examine(Facts facts) {
        LinkState link = facts.router.link();
        String wan = link == null ? facts.router.wan() : link.interfaceName();
        boolean stateDown = link != null && !link.up() && !facts.old(facts.router.at());
        List<Reading> pppoe =
                last(facts, wan, Sign.PPPOE_CONNECTED, Sign.PPPOE_DISCONNECTED, Sign.PPP_AUTHENTICATION_FAILED);
        List<Reading> lan = last(facts, wan, Sign.LINK_UP, Sign.LINK_DOWN);
        Optional<Check> check = facts.failed(Step.WAN_UP);
        boolean nothing = !stateDown && pppoe.isEmpty() && lan.isEmpty() && check.isEmpty();
        if (nothing || facts.up() || (link != null && link.up() && check.isEmpty())) {
            return List.of();
        }
        boolean isPppoe = wan == null ? !pppoe.isEmpty() : wan.startsWith(PP);
        List<Reading> said = isPppoe ? pppoe : lan;
        String name = wan != null ? wan : said.isEmpty() ? PP + "1" : interfaceOf(said.getLast());
        // Without a configuration nobody knows which LAN the line is at.
        Confidence atFirst = wan == null && !isPppoe ? Confidence.POSSIBLE : Confidence.LIKELY;
        Finding finding = new Finding(isPppoe ? Cause.PPPOE_DOWN : Cause.LINK_DOWN, atFirst)
                .at(isPppoe ? End.PATH : End.ROUTER)
                .value("interface", name)
                .value(PP, name.startsWith(PP) ? name.substring(PP.length()) : "N")
                .because(facts.quote(said));
        check.ifPresent(c -> finding.because(facts.quote(c)));
        if (stateDown) {
            finding.because(facts.say("evidence.linkDown", Map.of("interface", name)));
            // A LAN interface counts as down when it has no address, which has other reasons, too.
            finding.surer(isPppoe ? Confidence.CERTAIN : Confidence.LIKELY);
        }
        boolean refused = pppoe.stream().anyMatch(r -> r.sign() == Sign.PPP_AUTHENTICATION_FAILED);
        return List.of(finding.variant(refused ? "refused" : ""));
    }

    /**
     * Readings of the bad signs that no good one follows, of this interface.
     *
     * @param wan null where nobody knows which one it is
     */
    private static List<Reading> last(Facts facts, @Nullable String wan, Sign good, Sign... bad) {
        List<Sign> wanted = List.of(bad);
        List<Reading> since = new ArrayList<>();
        for (Reading reading : facts.messages.current()) {
            boolean other = wan != null && !wan.equals(interfaceOf(reading));
            if (other || !reading.sign().ofLink()) {
                continue;
            }
            if (reading.sign() == good || (reading.sign() == Sign.ADDRESS_GIVEN && good == Sign.PPPOE_CONNECTED)) {
                since.removeIf(earlier -> interfaceOf(earlier).equals(interfaceOf(reading)));
            } else if (wanted.contains(reading.sign())) {
                since.add(reading);
            }
        }
        return since;
    }

    /** {@code pp1}, {@code lan2}. */
    private static String interfaceOf(Reading reading) {
        String value = reading.first().toLowerCase(Locale.ROOT);
        return value.startsWith("lan") ? value : PP + value.replaceFirst("^0+(?=\\d)", "");
    }
}
