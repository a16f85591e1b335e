package dev.ipsecsites.operator.router;

import dev.ipsecsites.diagnosis.Intended;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.RouterHalf;
import dev.ipsecsites.diagnosis.RouterHalf.Missing;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterClock;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.TunnelIntent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a visit to the router's half of the evidence about a tunnel. Pure. */
final class EvidenceOfVisit {
    private EvidenceOfVisit() {}

    /**
     * The router's half, with what was meant.
     *
     * @param visit of which {@code observation} and {@code memory} are
     */
    static TunnelEvidence of(Member member, RouterObservation observation, TunnelMemory memory, Visit visit) {
        TunnelIntent intent = member.intent();
        LinkState link = link(observation, intent);
        int number = member.number() == null ? 0 : member.number();
        ConfiguredTunnel configured = configured(observation, link, number).orElse(null);
        Liveness life = memory.life();
        RouterClock clock = visit.clock();
        RouterHalf half = RouterHalf.NOTHING
                .withState(observation.at(), observation.tunnels().get(number))
                .withLink(link)
                .withClockOffset(clock == null ? null : clock.ahead())
                .withOneWay(life == null ? null : life.life() == Liveness.Life.ONE_WAY)
                .withChecks(Checklist.forDiagnosis(memory.checks()));
        // What was sent in this visit wasn't there yet when the configuration was read. Of a tunnel that is well nobody
        // asks
        // for it, and thousands of them are remembered.
        boolean asItIs = !(visit.outcome() instanceof Outcome.Sent) && !memory.well();
        if (configured != null && asItIs) {
            half = half.withConfigured(configured)
                    .withRouteIntoTunnel(!configured.routed().isEmpty());
        } else if (link != null && asItIs && nothingOf(number, observation)) {
            Instant printed =
                    clock == null ? observation.at() : observation.at().plus(clock.ahead());
            half = half.withMissing(new Missing(printed, false));
        }
        return TunnelEvidence.of(member.tunnel().getMetadata().getName())
                .withRouter(half)
                .withIntended(intent == null || memory.well() ? null : intended(intent))
                .withMessages(memory.log().stream()
                        .map(line -> Message.routerLog(line.at(), line.text()))
                        .toList())
                .withTimes(memory.changedAt(), memory.lastUp())
                .withFlaps(memory.flaps().published(), Flaps.WINDOW);
    }

    /** Nor does anything refer to it, such as a route that was left when somebody took the tunnel away. */
    private static boolean nothingOf(int number, RouterObservation observation) {
        return number > 0 && !observation.config().tunnelNumbers().contains(number);
    }

    static Optional<ConfiguredTunnel> configured(RouterObservation observation, @Nullable LinkState link, int number) {
        return link == null ? Optional.empty() : observation.config().tunnel(number, link);
    }

    static @Nullable LinkState link(RouterObservation observation, @Nullable TunnelIntent intent) {
        return observation.links().stream()
                .filter(l -> intent != null && l.name().equals(intent.link()))
                .findFirst()
                .orElse(null);
    }

    private static Intended intended(TunnelIntent intent) {
        Identity local = intent.localIdentity();
        return new Intended(
                intent.number(),
                intent.proposal(),
                intent.lifetimes(),
                intent.remoteAddress(),
                local != null && local.type() == Identity.Type.IPV4 ? local.value() : null,
                local,
                intent.remoteIdentity(),
                null,
                intent.ikeVersion());
    }
}
