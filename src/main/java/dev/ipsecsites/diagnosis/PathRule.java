package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.ipsec.PublicAddresses;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Fate;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.ConfiguredTunnel.Passage;
import dev.ipsecsites.router.ConfiguredTunnel.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Filters and routes of the router (article: are ESP and UDP 500 with the PoP dropped by the router's filters?). For it: the filters as they
 * stand, rejected packets in the log, the route in force. Against it: traffic that gets through.
 */
final class PathRule implements Rule {
    private static final Pattern OF_TUNNEL = Pattern.compile("(?i)^(?:ESP|50)\\b|^UDP\\b.*:(?:500|4500)\\b");

    private static final Pattern SENDER = Pattern.compile(".*filter: \\S+ ([0-9.]+).*");

    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        filter(facts).ifPresent(found::add);
        toPop(facts).or(() -> intoTunnel(facts)).ifPresent(found::add);
        return found;
    }

    private static Optional<Finding> filter(Facts facts) {
        List<Passage> dropped = dropped(facts);
        List<Reading> rejected = facts.said(Sign.FILTERED).stream()
                .filter(r -> OF_TUNNEL.matcher(r.values().getLast()).find())
                .filter(r -> ofPeer(facts, r.message().text()))
                .toList();
        Optional<Check> check = facts.failed(Step.FILTERS);
        boolean ofIke = dropped.stream().anyMatch(p -> p.packets() != Packets.ESP);
        // What is up is up: IKE passed. Then only the loss of ESP can show.
        boolean fits = (!dropped.isEmpty() || !rejected.isEmpty()) && (!facts.up() || TrafficRule.oneWay(facts));
        if (!fits && (facts.up() || (rejected.isEmpty() && check.isEmpty()))) {
            return Optional.empty();
        }
        Finding finding = new Finding(Cause.FILTER_IN_THE_WAY, Confidence.LIKELY)
                .at(End.ROUTER)
                .value(
                        "interface",
                        facts.router.link() == null ? "pp" : facts.router.link().interfaceName())
                .repairable(true)
                .because(facts.quote(rejected));
        dropped.forEach(p -> finding.because(facts.say(
                p.inbound() ? "evidence.droppedIn" : "evidence.droppedOut",
                Map.of("packets", p.packets().label(), "why", Masks.mask(String.valueOf(p.why()))))));
        check.ifPresent(c -> finding.because(facts.quote(c)));
        boolean confirmed = !dropped.isEmpty() && (!rejected.isEmpty() || facts.up() || SilenceRule.noTimeline(facts));
        finding.surer(confirmed ? Confidence.CERTAIN : Confidence.LIKELY);
        // Without ESP there is no traffic, but IKE comes up.
        boolean harmless = !facts.up() && !ofIke && rejected.isEmpty() && check.isEmpty();
        finding.atMost(harmless ? Confidence.POSSIBLE : Confidence.CERTAIN);
        heard(facts).ifPresent(r -> finding.against(facts.quote(r)));
        return Optional.of(finding);
    }

    /** Of the PoP, as far as anything says where that is: everybody's UDP 500 is tried by strangers, by each of them once. */
    private static boolean ofPeer(Facts facts, String text) {
        String cato = facts.catoAddress();
        if (cato != null) {
            return text.contains(cato);
        }
        List<String> peers = facts.ever(Sign.INITIATED).stream()
                .map(Reading::first)
                .filter(address -> !address.isEmpty())
                .toList();
        boolean tried = text.contains(" IN(") && text.contains("UDP ");
        return peers.isEmpty() ? !tried || insists(facts, text) : peers.stream().anyMatch(text::contains);
    }

    private static boolean insists(Facts facts, String text) {
        String from = SENDER.matcher(text).replaceAll("$1");
        return facts.said(Sign.FILTERED).stream()
                        .filter(r -> SENDER.matcher(r.message().text())
                                .replaceAll("$1")
                                .equals(from))
                        .count()
                > 1;
    }

    /** A message that can't be there if IKE didn't pass. */
    static Optional<Reading> heard(Facts facts) {
        return facts.messages.current().stream()
                .filter(r -> r.message().source() == Message.Source.CATO_TIMELINE
                        ? r.sign().failure()
                        : r.message().source() == Message.Source.ROUTER_LOG
                                && r.sign().answered())
                .filter(r -> !facts.doubtful(r))
                .findFirst();
    }

    private static List<Passage> dropped(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        // Where the router goes to the wrong address or comes from one, filters for these say nothing.
        boolean elsewhere = SilenceRule.remote(facts) != null
                || AddressRule.startsElsewhere(facts).isPresent();
        if (configured == null || facts.router.cut() || elsewhere) {
            return List.of();
        }
        boolean translated = Boolean.TRUE.equals(configured.natTraversal().value())
                && (configured.nat() != null
                        || PublicAddresses.inner(configured.localAddress().value()));
        Packets unused = translated ? Packets.ESP : Packets.NAT_TRAVERSAL;
        return configured.passages().stream()
                .filter(p -> p.fate() == Fate.DROPPED && p.packets() != unused)
                .toList();
    }

    /** The PoP's own address must leave through the WAN, or IKE runs into the tunnel that it is to build. */
    private static Optional<Finding> toPop(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        Optional<Check> check = facts.failed(Step.ROUTE_TO_POP);
        boolean readable = configured != null
                && !facts.router.cut()
                && configured.remoteAddress().value() != null
                && SilenceRule.remote(facts) == null
                && (configured.routeToPeer() != null
                        || configured.defaultRoute() != null
                        || configured.gaps().noRoute());
        Route route = configured == null ? null : configured.routeToPeer();
        String caught = facts.router.caughtBy();
        boolean wrong = (readable && (route == null || route.interfaceName().startsWith("tunnel"))) || caught != null;
        if (facts.up() || (!wrong && check.isEmpty())) {
            return Optional.empty();
        }
        String where = route != null ? route.interfaceName() : caught != null ? caught : facts.say("word.nowhere");
        Finding finding = new Finding(Cause.ROUTE_MISSING, Confidence.LIKELY)
                .at(End.ROUTER)
                .repairable(true)
                .variant(variant(facts))
                .value("where", where)
                .because(wrong ? facts.say("evidence.routeToPop", Map.of("where", where)) : "")
                .surer(wrong && SilenceRule.noTimeline(facts) ? Confidence.CERTAIN : Confidence.LIKELY);
        check.ifPresent(c -> finding.because(facts.quote(c)));
        heard(facts).ifPresent(r -> finding.against(facts.quote(r)));
        return Optional.of(finding);
    }

    /** How the WAN's gateway is called, as far as anything tells. */
    private static String variant(Facts facts) {
        boolean session =
                facts.configured() != null && facts.configured().gaps().noRoute();
        return facts.outwards() != null ? "through" : session ? "session" : "";
    }

    /** Up, and nobody uses it. */
    private static Optional<Finding> intoTunnel(Facts facts) {
        if (!Boolean.FALSE.equals(facts.router.routeIntoTunnel()) || !facts.up() || facts.router.cut()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Cause.ROUTE_MISSING, Confidence.LIKELY)
                .at(End.ROUTER)
                .repairable(true)
                .variant("into")
                .because(facts.say("evidence.noRouteInto")));
    }
}
