package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.operator.router.Liveness.Life;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether traffic can flow, as the router sees it (DESIGN §9.5). Pure. */
record Operational(ConditionStatus status, String reason, String message) {

    /** Of one tunnel. */
    static Operational of(Finding finding) {
        Phase phase = finding.phase();
        if (phase == null) {
            Problem problem = finding.problem();
            return problem == null
                    ? unknown("Pending", "The router hasn't been asked for this tunnel yet")
                    : unknown(problem.reason(), problem.message());
        }
        return switch (phase) {
            case UNKNOWN -> unknown("StateUnknown", "The router gave no answer about this tunnel that can be read");
            case DOWN -> no("TunnelDown", "The router says that the tunnel is down and no IKE SA is there");
            case NEGOTIATING ->
                no(
                        "Negotiating",
                        "The router has an IKE SA but not both child SAs: the peer refuses the child SA, or it is on"
                                + " its way");
            case UP -> ofLife(finding.life());
        };
    }

    private static Operational ofLife(Life life) {
        return switch (life) {
            case ALIVE -> new Operational(ConditionStatus.TRUE, "TunnelUp", "Up, and the peer is heard");
            case ONE_WAY ->
                no(
                        "OneWay",
                        "Up, but the router sends and receives nothing back: check the filters for ESP on the router,"
                                + " and the routes and the state at the peer");
            case UNKNOWN -> unknown("NotYetProven", "Up; nothing has been received from the peer yet");
        };
    }

    /** Of a router: at least one tunnel works, or there is none. */
    static Operational of(Visit visit, Map<String, Finding> findings) {
        if (visit.outcome() instanceof Outcome.Failed(Problem problem)) {
            return unknown(problem.reason(), problem.message());
        }
        if (visit.facts() == null || visit.observation() == null) {
            return unknown("Pending", "The router's tunnels weren't looked at");
        }
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        boolean unknown = false;
        for (Member member : visit.members()) {
            Finding finding = findings.get(member.uid());
            if (member.going() || finding == null) {
                continue;
            }
            Operational tunnel = of(finding);
            if (tunnel.status() == ConditionStatus.TRUE) {
                up.add(member.name());
            } else {
                down.add(member.name() + " (" + tunnel.reason() + ")");
                unknown |= tunnel.status() == ConditionStatus.UNKNOWN;
            }
        }
        if (up.isEmpty() && down.isEmpty()) {
            return new Operational(ConditionStatus.TRUE, "NoTunnels", "No RouterTunnel names this router");
        }
        if (!up.isEmpty()) {
            String others = down.isEmpty() ? "" : "; not up: " + String.join(", ", down);
            return new Operational(ConditionStatus.TRUE, "TunnelUp", "Up: " + String.join(", ", up) + others);
        }
        String message = "Not up: " + String.join(", ", down);
        return unknown ? unknown("NotYetProven", message) : no("TunnelsDown", message);
    }

    private static Operational no(String reason, String message) {
        return new Operational(ConditionStatus.FALSE, reason, message);
    }

    private static Operational unknown(String reason, String message) {
        return new Operational(ConditionStatus.UNKNOWN, reason, message);
    }
}
