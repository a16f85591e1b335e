package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Lifetimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What shows only when SAs are renewed. The first child SA is made without a group of its own (RFC 7296 §1.2), so PFS groups that differ let the tunnel
 * come up and fail at each renewal: that it is up is not against it. Lifetimes aren't negotiated in IKEv2.
 */
final class ChildRule implements Rule {
    /** Fewer ends have no rhythm. */
    private static final int BEATS = 3;
    /** It takes up to a minute to come up again: a twentieth of the shorter lifetime is more. */
    private static final int INEXACT = 20;

    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        groups(facts).ifPresent(found::add);
        lifetimes(facts).ifPresent(found::add);
        return found;
    }

    private static Optional<Finding> groups(Facts facts) {
        List<Reading> readings = facts.sinceChange();
        List<Reading> said = readings.stream()
                .filter(r -> r.sign() == Sign.CHILD_NO_PROPOSAL)
                .toList();
        Renewals renewals = Renewals.of(facts);
        boolean byChance = facts.up() && !renewals.inTime();
        List<Reading> late = byChance || renewals.refused().isEmpty() ? late(readings) : renewals.refused();
        String router = facts.atRouter(Parameter.PFS_GROUP);
        String cato = facts.atCato(Parameter.PFS_GROUP);
        String other = cato == null ? facts.wanted(Parameter.PFS_GROUP) : cato;
        boolean same = router != null && router.equals(cato);
        boolean differs = router != null && Parameters.fixed(other) && !router.equals(other);
        if (said.isEmpty() && late.isEmpty() && !differs) {
            return Optional.empty();
        }
        // What Cato was told can't be read back: its own word weighs more.
        Confidence told = same ? Confidence.CERTAIN : Confidence.LIKELY;
        boolean likely = differs || renewals.inTime();
        Finding finding = new Finding(
                        Cause.CHILD_SA_GROUP_MISMATCH,
                        !said.isEmpty() ? told : likely ? Confidence.LIKELY : Confidence.POSSIBLE)
                .repairable(true)
                .told(facts, said)
                .because(said.isEmpty() ? facts.quote(late) : List.of());
        if (router != null && differs) {
            differing(facts, finding, String.valueOf(other), router)
                    .at(End.ROUTER)
                    .because(facts.say(
                            "evidence.values",
                            Map.of(
                                    "parameter", facts.say("parameter.PFS_GROUP"),
                                    "cato", String.valueOf(other),
                                    "router", router)))
                    .surer(said.isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN);
        } else if (same) {
            finding.at(said.isEmpty() ? null : End.CATO)
                    .against(facts.say("against.samePfs", Map.of("router", router)));
        } else {
            asSaid(facts, finding, said.isEmpty() ? late : said);
        }
        return Optional.of(finding);
    }

    /** What the message says of the ends where nothing else tells. */
    private static void asSaid(Facts facts, Finding finding, List<Reading> said) {
        said.stream()
                .filter(r -> !r.second().isEmpty())
                .reduce((a, b) -> b)
                .ifPresent(r -> differing(
                        facts,
                        finding,
                        String.valueOf(Names.pfsGroup(r.first())),
                        String.valueOf(Names.pfsGroup(r.second()))));
    }

    /** A router has one group for both SAs (yamaha-rtx.md §4.3): it can't take another one for PFS without losing the IKE SA. */
    private static Finding differing(Facts facts, Finding finding, String cato, String router) {
        String ike = facts.atRouter(Parameter.DH_GROUP);
        String variant = Parameters.NONE.equals(cato) ? "off" : cato.equals(ike) ? "on" : "";
        return finding.differing(new Difference(Parameter.PFS_GROUP, cato, router))
                .variant(variant);
    }

    /** NO_PROPOSAL_CHOSEN long after the same end wrote that the tunnel is up, with an end of it right behind. */
    private static List<Reading> late(List<Reading> all) {
        Instant up = null;
        for (int i = 0; i < all.size(); i++) {
            Reading reading = all.get(i);
            Instant time = reading.message().time();
            if (reading.sign().up() && time != null) {
                up = time;
            } else if (reading.sign() == Sign.NO_PROPOSAL && Renewals.later(up, time) && endsAfter(all, i)) {
                return List.of(reading);
            }
        }
        return List.of();
    }

    private static boolean endsAfter(List<Reading> all, int index) {
        return all.stream().skip(index).anyMatch(r -> r.sign().ended() || r.sign() == Sign.SA_DELETED);
    }

    private static Optional<Finding> lifetimes(Facts facts) {
        Lifetimes meant = facts.intended.lifetimes();
        List<Reading> beats = beats(facts, meant == null ? Lifetimes.CATO : meant);
        var configured = facts.configured();
        if (configured == null || (meant == null && beats.isEmpty())) {
            return Optional.empty();
        }
        Lifetimes wanted = meant == null ? Lifetimes.CATO : meant;
        Duration ike = Parameters.known(facts.router, configured.ikeLifetime());
        Duration child = Parameters.known(facts.router, configured.childLifetime());
        boolean ikeDiffers = ike != null && !ike.equals(wanted.ikeSa());
        boolean childDiffers = child != null && !child.equals(wanted.childSa());
        if (!ikeDiffers && !childDiffers) {
            return Optional.empty();
        }
        boolean first =
                ikeDiffers && (!childDiffers || beats(facts, wanted.childSa()).isEmpty());
        Duration right = first ? wanted.ikeSa() : wanted.childSa();
        Duration is = first ? ike : child;
        var parameter = first ? Parameter.IKE_LIFETIME : Parameter.CHILD_LIFETIME;
        return Optional.of(
                new Finding(Cause.LIFETIME_MISMATCH, beats.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY)
                        .at(End.ROUTER)
                        .repairable(true)
                        .differing(new Difference(parameter, seconds(right), seconds(is)))
                        .value("ike", seconds(wanted.ikeSa()))
                        .value("child", seconds(wanted.childSa()))
                        .because(facts.quote(beats))
                        .because(ikeDiffers ? line(facts, Parameter.IKE_LIFETIME, wanted.ikeSa(), ike) : "")
                        .because(childDiffers ? line(facts, Parameter.CHILD_LIFETIME, wanted.childSa(), child) : ""));
    }

    private static List<Reading> beats(Facts facts, Lifetimes lifetimes) {
        List<Reading> ofChild = beats(facts, lifetimes.childSa());
        return ofChild.isEmpty() ? beats(facts, lifetimes.ikeSa()) : ofChild;
    }

    /** The tunnel went down again and again, each time a lifetime after the last. */
    private static List<Reading> beats(Facts facts, Duration lifetime) {
        for (Message.Source source : Message.Source.values()) {
            List<Reading> ends = TimeRule.ends(facts, source);
            if (ends.size() >= BEATS && regular(ends, lifetime)) {
                return ends;
            }
        }
        return List.of();
    }

    private static boolean regular(List<Reading> ends, Duration lifetime) {
        for (int i = 1; i < ends.size(); i++) {
            Instant before = ends.get(i - 1).message().time();
            Instant after = ends.get(i).message().time();
            if (before == null || after == null) {
                return false;
            }
            Duration off = Duration.between(before, after).minus(lifetime).abs();
            if (off.compareTo(lifetime.dividedBy(INEXACT)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static String line(Facts facts, Parameter parameter, Duration wanted, @Nullable Duration is) {
        return facts.say(
                "evidence.lifetime",
                Map.of(
                        "parameter",
                        facts.say("parameter." + parameter),
                        "cato",
                        seconds(wanted),
                        "router",
                        seconds(is)));
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "?" : String.valueOf(duration.toSeconds());
    }
}
