package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.PublicAddresses;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Nat;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The site's address: another one than Cato expects, one behind NAT, one that two sites have (article: is the public address in CMA right?). For
 * it: the address of the link against the one that Cato was given. Against it: a tunnel that is up, a negotiation that got on, an address that the
 * router has all the same.
 */
final class AddressRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        if (!facts.tunnel.sharedWith().isEmpty()) {
            found.add(new Finding(Cause.DUPLICATE_ADDRESS, facts.up() ? Confidence.POSSIBLE : Confidence.LIKELY)
                    .at(End.MANIFEST)
                    .value("others", String.join(", ", facts.tunnel.sharedWith()))
                    .because(facts.tunnel.sharedWith()));
        }
        if (!facts.up() || espKeptBack(facts)) {
            nat(facts).ifPresent(found::add);
        }
        if (!facts.up()) {
            wan(facts).or(() -> elsewhere(facts)).ifPresent(found::add);
        }
        return found;
    }

    /** IKE has ports and passes a translator; ESP that isn't put into UDP doesn't, so the tunnel is up and nothing comes back. */
    private static boolean espKeptBack(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        return TrafficRule.oneWay(facts)
                && configured != null
                && Boolean.FALSE.equals(Parameters.known(facts.router, configured.natTraversal()));
    }

    private static Optional<Finding> nat(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        String own = own(facts);
        Nat nat = configured == null ? null : configured.nat();
        // Behind its own translation the router starts from an inner address, whatever the line has.
        boolean inner = configured != null && nat != null && configured.localAddressOwned() && link(facts) == null;
        boolean hidden = !inner && PublicAddresses.inner(own) && !PublicAddresses.inner(facts.catoAddress());
        boolean closed = nat != null && !nat.led().containsAll(List.of(Packets.IKE, Packets.ESP));
        Optional<Check> check = facts.failed(Step.NAT);
        List<Reading> said = facts.said(Sign.NAT_FOUND);
        if (!hidden && !closed && check.isEmpty() && said.isEmpty()) {
            return Optional.empty();
        }
        Boolean traversal = configured == null ? null : Parameters.known(facts.router, configured.natTraversal());
        Confidence confidence =
                Boolean.FALSE.equals(traversal) || check.isPresent() ? Confidence.LIKELY : Confidence.POSSIBLE;
        Finding finding = new Finding(Cause.NAT_IN_BETWEEN, confidence)
                .at(hidden ? End.PATH : End.ROUTER)
                .variant(hidden ? "" : "router")
                .value("own", own)
                .value("descriptor", nat == null ? null : String.valueOf(nat.descriptor()))
                .repairable(true)
                .because(facts.quote(said))
                .because(hidden ? facts.say("evidence.privateAddress", Map.of("own", String.valueOf(own))) : "")
                .because(closed ? facts.say("evidence.natClosed") : "")
                .because(Boolean.FALSE.equals(traversal) ? facts.say("evidence.noTraversal") : "");
        check.ifPresent(c -> finding.because(facts.quote(c)));
        PathRule.heard(facts).map(facts::quote).or(() -> neighbour(facts, nat)).ifPresent(finding::against);
        return Optional.of(finding);
    }

    /** What a tunnel behind the same translation hears, this one can hear. */
    private static Optional<String> neighbour(Facts facts, @Nullable Nat nat) {
        return facts.others().stream()
                .filter(other -> nat != null
                        && other.configured() != null
                        && nat.equals(other.configured().nat()))
                .flatMap(other -> other.up()
                        ? Stream.of(facts.say("evidence.otherIsUp"))
                        : PathRule.heard(other).map(other::quote).stream())
                .findFirst();
    }

    private static Optional<Finding> wan(Facts facts) {
        String has = own(facts);
        String expected = facts.cato.siteAddress() != null ? facts.cato.siteAddress() : facts.intended.siteAddress();
        Optional<Check> check = facts.failed(Step.ADDRESS_AS_CATO_KNOWS);
        Optional<Difference> difference = difference(facts, has, expected);
        List<Reading> unknown = facts.said(Sign.PEER_UNKNOWN);
        if (difference.isEmpty() && check.isEmpty() && unknown.isEmpty()) {
            return Optional.empty();
        }
        boolean only = difference.isEmpty() && check.isEmpty();
        Finding finding = new Finding(Cause.WAN_ADDRESS_MISMATCH, only ? Confidence.POSSIBLE : Confidence.LIKELY)
                .repairable(true)
                .variant("check")
                .told(facts, unknown);
        check.ifPresent(c -> finding.because(facts.quote(c)));
        difference.ifPresent(d -> {
            boolean starts = d.parameter() == Parameter.ROUTER_IDENTITY;
            finding.differing(d)
                    .at(starts ? End.ROUTER : End.CATO)
                    .variant(starts ? "local" : "")
                    .because(facts.say(
                            starts ? startsFrom(facts) : "evidence.siteAddress",
                            Map.of("cato", String.valueOf(d.cato()), "router", String.valueOf(d.router()))));
            boolean bothSeen = !starts && facts.cato.siteAddress() != null && link(facts) != null;
            finding.surer(bothSeen && facts.down() && byAddress(facts) ? Confidence.CERTAIN : Confidence.LIKELY);
            finding.atMost(starts && link(facts) == null ? Confidence.POSSIBLE : Confidence.CERTAIN);
        });
        facts.newest(Sign.ADDRESS_GIVEN).ifPresent(r -> finding.because(facts.quote(r)));
        seen(facts).filter(s -> s.equals(has)).ifPresent(s -> finding.because(seenFrom(facts, s)));
        recognised(facts).ifPresent(r -> finding.against(facts.quote(r)));
        return Optional.of(finding);
    }

    /** Cato wrote of a negotiation with this site, so it knew who came: by the address, where nothing else tells it (article, Site IP). */
    private static Optional<Reading> recognised(Facts facts) {
        return PathRule.heard(facts)
                .filter(reading -> reading.message().source() == Message.Source.CATO_TIMELINE
                        && facts.ever(Sign.PEER_UNKNOWN).isEmpty());
    }

    /** Where nothing is known of the router's own address: it came from another one than Cato expects. */
    private static Optional<Finding> elsewhere(Facts facts) {
        String expected = facts.cato.siteAddress();
        Optional<String> seen = seen(facts);
        boolean differs = expected != null && seen.isPresent() && !seen.get().equals(expected);
        if (own(facts) != null || !differs || !byAddress(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Cause.WAN_ADDRESS_MISMATCH, Confidence.POSSIBLE)
                .at(End.CATO)
                .differing(new Difference(Parameter.SITE_ADDRESS, expected, seen.get()))
                .because(seenFrom(facts, seen.get())));
    }

    /** The public address that Cato last saw the site come from. */
    private static Optional<String> seen(Facts facts) {
        String seen = facts.cato.seenAddress();
        return seen == null || seen.isEmpty() || PublicAddresses.inner(seen) ? Optional.empty() : Optional.of(seen);
    }

    private static String seenFrom(Facts facts, String seen) {
        return facts.say("evidence.seenFrom", Map.of("seen", seen));
    }

    private static String startsFrom(Facts facts) {
        return link(facts) == null ? "evidence.startsFromName" : "evidence.startsFrom";
    }

    /** Where Cato knows the site by its name, the address doesn't matter. */
    private static boolean byAddress(Facts facts) {
        var told = facts.told();
        return told == null || told.identificationType().name().equals("IPV4");
    }

    /** Between what the link has, what IKE starts from, and what Cato expects. */
    private static Optional<Difference> difference(Facts facts, @Nullable String has, @Nullable String expected) {
        Optional<Difference> starts = startsElsewhere(facts);
        if (starts.isPresent()) {
            return starts;
        }
        boolean differs = has != null && expected != null && !has.equals(expected) && !PublicAddresses.inner(has);
        return differs && byAddress(facts)
                ? Optional.of(new Difference(Parameter.SITE_ADDRESS, expected, has))
                : Optional.empty();
    }

    /** IKE starts from an address that is not the link's, nor, where that isn't known, the one that the router names itself by. */
    static Optional<Difference> startsElsewhere(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        String starts = configured == null ? null : configured.localAddress().value();
        // An unnumbered line has no address of its own but a LAN's (ip pp unnumbered); behind the router's own
        // translation it may be an inner one.
        boolean has = configured != null
                && (configured.nat() != null
                        ? configured.localAddressOwned() || PublicAddresses.inner(starts)
                        : ownedAddress(facts) != null);
        if (configured == null || starts == null || has) {
            return Optional.empty();
        }
        String link = link(facts);
        String right = link == null ? named(configured) : link;
        return right == null || right.equals(starts) || (link == null && PublicAddresses.inner(starts))
                ? Optional.empty()
                : Optional.of(new Difference(Parameter.ROUTER_IDENTITY, right, starts));
    }

    /** The address that the router names itself by; null where it uses another kind of name. */
    private static @Nullable String named(ConfiguredTunnel configured) {
        Identity name = configured.localIdentity().value();
        return name != null && name.type() == Identity.Type.IPV4 ? name.value() : null;
    }

    /** Where IKE starts from, if that is a public address of one of the router's interfaces, whichever the line has. */
    private static @Nullable String ownedAddress(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        String starts = configured == null ? null : configured.localAddress().value();
        boolean owned = configured != null && configured.localAddressOwned() && !PublicAddresses.inner(starts);
        return owned ? starts : null;
    }

    /** The public address that IKE starts from and the router has, else what the link has, else what IKE starts from. */
    private static @Nullable String own(Facts facts) {
        String owned = ownedAddress(facts);
        if (owned != null) {
            return owned;
        }
        String link = link(facts);
        if (link != null) {
            return link;
        }
        return facts.configured() == null
                ? null
                : facts.configured().localAddress().value();
    }

    /** The site's public address: as the manifest or Cato has it, else the router's own; null where none of them tells one. */
    static @Nullable String ofSite(Facts facts) {
        if (facts.intended.siteAddress() != null) {
            return facts.intended.siteAddress();
        }
        if (facts.cato.siteAddress() != null) {
            return facts.cato.siteAddress();
        }
        String own = startsElsewhere(facts).map(Difference::cato).orElse(own(facts));
        return PublicAddresses.inner(own) ? null : own;
    }

    /** The address that the tunnel's packets have at the router's filters, an inner one behind its own translation; null where it isn't known. */
    static @Nullable String ofPackets(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        String starts = configured == null ? null : configured.localAddress().value();
        return starts == null || startsElsewhere(facts).isPresent() ? ofSite(facts) : starts;
    }

    /** Address of the link: as read, else as the log says it was given. */
    private static @Nullable String link(Facts facts) {
        LinkState link = facts.router.link();
        if (link != null && link.address() != null) {
            return link.address();
        }
        return facts.newest(Sign.ADDRESS_GIVEN)
                .map(Reading::second)
                .filter(a -> !a.isEmpty())
                .orElse(null);
    }
}
