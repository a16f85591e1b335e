package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.EventReason;
import dev.ipsecsites.operator.common.Events;
import java.util.List;

/** Events of a tunnel: each transition, and each cause that is found; while it flaps one word for all of them (DESIGN §9.5). */
final class TunnelNews {
    private TunnelNews() {}

    static void tell(RouterTunnel tunnel, RouterTunnelStatus was, RouterTunnelStatus now, Events events) {
        if (now.flaps() >= Flaps.MANY) {
            if (was.flaps() < Flaps.MANY) {
                events.record(
                        tunnel,
                        RouterEvent.Flapping,
                        "The tunnel goes down again and again; status.flaps counts, and until it settles there are no"
                                + " further Events about it");
            }
            return;
        }
        events.transitions(tunnel, was.conditions(), now.conditions(), Conditions.READY);
        List<String> known = was.diagnosis().stream().map(Diagnosis::cause).toList();
        now.diagnosis().stream()
                .filter(d -> !known.contains(d.cause()))
                .filter(d -> Conditions.find(now.conditions(), Conditions.READY)
                        .filter(c -> c.reason().equals(d.cause()))
                        .isEmpty())
                .forEach(d -> events.record(tunnel, EventReason.of(d.cause(), true), sentence(d)));
    }

    private static String sentence(Diagnosis diagnosis) {
        Confidence confidence = diagnosis.confidence();
        String remedy = diagnosis.remedy();
        return (confidence == null ? "" : confidence.wire() + ": ") + (remedy == null ? diagnosis.cause() : remedy);
    }
}
