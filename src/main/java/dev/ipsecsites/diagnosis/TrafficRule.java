package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Up, but traffic suffers. For it: counters, the tunnel's MTU beside an unlimited segment size. Against it: counters that move both ways. */
final class TrafficRule implements Rule {
    /** Fewer sent packets without one back may be chance. */
    private static final long FEW = 10;
    /** ESP with AES-CBC and SHA-2 takes up to 73 octets, UDP encapsulation 8, of a line that carries 1,454 (PPPoE in Japan) to 1,500. */
    private static final int LARGEST_MTU = 1_390;

    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        Optional<Check> counters = facts.failed(Step.SA_COUNTERS);
        if (oneWay(facts) || (facts.up() && counters.isPresent())) {
            TunnelState state = facts.router.state();
            Finding finding = new Finding(Cause.ONE_WAY_TRAFFIC, Confidence.LIKELY)
                    .at(End.PATH)
                    .because(
                            state == null
                                    ? ""
                                    : facts.say(
                                            "evidence.counters",
                                            Map.of(
                                                    "sent", String.valueOf(state.sentPackets()),
                                                    "received", String.valueOf(state.receivedPackets()))));
            counters.ifPresent(c -> finding.because(facts.quote(c)));
            found.add(finding);
        }
        mtu(facts).ifPresent(found::add);
        return found;
    }

    static boolean oneWay(Facts facts) {
        if (Boolean.TRUE.equals(facts.router.oneWay())) {
            return true;
        }
        TunnelState state = facts.router.state();
        return state != null
                && state.phase() != Phase.DOWN
                && !facts.down()
                && state.connectedFor() != null
                && state.receivedPackets() == 0
                && state.sentPackets() >= FEW;
    }

    private static Optional<Finding> mtu(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        List<Reading> said = facts.said(Sign.TOO_LARGE);
        Integer mtu = configured == null ? null : Parameters.known(facts.router, configured.mtu());
        boolean unlimited = configured != null
                && !Boolean.TRUE.equals(configured.mssLimited().value())
                && !facts.router.cut();
        boolean large = mtu != null && mtu > LARGEST_MTU && unlimited;
        Optional<Check> lost = facts.failed(Step.LARGE_PACKETS);
        if (facts.down() || (!large && said.isEmpty() && lost.isEmpty())) {
            return Optional.empty();
        }
        boolean guessed = said.isEmpty() && lost.isEmpty();
        return Optional.of(new Finding(Cause.MTU_TOO_LARGE, guessed ? Confidence.POSSIBLE : Confidence.LIKELY)
                .at(End.ROUTER)
                .repairable(true)
                .value("mtu", mtu == null ? null : String.valueOf(mtu))
                .because(facts.quote(said))
                .because(lost.map(facts::quote).orElse(""))
                .because(large ? facts.say("evidence.mtu", Map.of("mtu", String.valueOf(mtu))) : ""));
    }
}
