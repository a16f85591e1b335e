package dev.ipsecsites.operator.router;

import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.TunnelIntent;
import java.util.Optional;

/** Holds what a visit saw of a tunnel against what was meant. Pure. */
final class VerificationOfVisit {
    private VerificationOfVisit() {}

    /** Empty for a tunnel that wasn't looked at. */
    static Optional<Verification> of(Member member, RouterObservation observation, TunnelMemory memory) {
        TunnelIntent intent = member.intent();
        Liveness life = memory.life();
        TunnelState state =
                member.number() == null ? null : observation.tunnels().get(member.number());
        if (state == null || life == null) {
            return Optional.empty();
        }
        LinkState link = EvidenceOfVisit.link(observation, intent);
        ConfiguredTunnel configured =
                EvidenceOfVisit.configured(observation, link, state.number()).orElse(null);
        return Optional.of(Verification.of(
                intent == null ? null : intent.proposal(),
                state,
                life.life(),
                configured,
                TunnelCare.popReachable(memory)));
    }
}
