package dev.ipsecsites.diagnosis;

import dev.ipsecsites.router.ConfiguredTunnel.Gaps;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration switches off or lacks outside the tunnel's own lines: IPsec as a whole, the PPPoE session, the policy that the tunnel is
 * bound to (yamaha-rtx.md §4.2, §4.3). For it: the running configuration, read whole. Against it: anything that an end wrote and that can't be so
 * without; it may be from before, or the configuration may.
 */
final class GapRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        if (facts.configured() == null || facts.router.cut() || facts.up()) {
            return List.of();
        }
        Gaps gaps = facts.configured().gaps();
        List<Finding> found = new ArrayList<>();
        if (gaps.ipsecOff()) {
            found.add(disabled(facts, "ipsec").because(facts.say("evidence.ipsecOff")));
        } else if (gaps.missingPolicy() != null) {
            found.add(policy(facts, gaps.missingPolicy(), gaps.otherPolicy()));
        }
        LinkState link = facts.router.link();
        if (gaps.lineOff() != null && (link == null || !link.up())) {
            found.add(line(facts, String.valueOf(gaps.lineOff())));
        }
        return found;
    }

    private static Finding disabled(Facts facts, String variant) {
        Finding finding = new Finding(Cause.TUNNEL_DISABLED, Confidence.CERTAIN)
                .at(End.ROUTER)
                .variant(variant);
        facts.messages.current().stream()
                .filter(r -> r.sign().answered() && !facts.doubtful(r))
                .findFirst()
                .ifPresent(r -> finding.against(facts.quote(r)));
        return finding;
    }

    /** The operator writes a policy of its own, with the tunnel's number. */
    private static Finding policy(Facts facts, int missing, @Nullable Integer other) {
        return disabled(facts, other == null ? "policy" : "otherPolicy")
                .repairable(true)
                .value("policy", String.valueOf(missing))
                .value("other", other == null ? null : String.valueOf(other))
                .because(facts.say("evidence.noPolicy", Map.of("policy", String.valueOf(missing))));
    }

    private static Finding line(Facts facts, String pp) {
        Finding finding = new Finding(Cause.PPPOE_DOWN, Confidence.CERTAIN)
                .at(End.ROUTER)
                .variant("disabled")
                .value("pp", pp)
                .because(facts.say("evidence.lineOff", Map.of("pp", pp)));
        facts.said(Sign.PPPOE_CONNECTED, Sign.ADDRESS_GIVEN).stream()
                .findFirst()
                .ifPresent(r -> finding.against(facts.quote(r)));
        return finding;
    }
}
