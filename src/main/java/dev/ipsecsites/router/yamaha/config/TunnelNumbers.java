package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the numbers that an intent uses are allowed, there, and not somebody else's. */
final class TunnelNumbers {
    private static final int SHOWN = 3;

    private TunnelNumbers() {}

    /** What can be told without a router. */
    static void check(RouterIntent intent, RtxModel model) {
        Map<Integer, String> users = new HashMap<>();
        for (TunnelIntent tunnel : intent.tunnels()) {
            int number = tunnel.number();
            if (!intent.numbers().allowsTunnel(number)) {
                throw new RefusedException(
                        "NumberOutOfRange",
                        "tunnel number " + number + " is outside of numbers.tunnels "
                                + intent.numbers().firstTunnel() + "-"
                                + intent.numbers().lastTunnel() + " of the router",
                        tunnel.name());
            }
            if (number > model.tunnelsWithLicence()) {
                throw new RefusedException(
                        "NumberOutOfRange",
                        model.printed() + " has " + model.tunnelsWithLicence() + " tunnels, " + number
                                + " isn't one of them",
                        tunnel.name());
            }
            String other = users.putIfAbsent(number, tunnel.name());
            if (other != null) {
                throw new RefusedException(
                        "TunnelNumberInUse",
                        "tunnel number " + number + " is used by " + other
                                + " as well: change tunnelNumber of one of them",
                        tunnel.name());
            }
        }
    }

    static void check(RouterIntent intent, RtxConfig running, Applied applied, RtxModel model) {
        check(intent, model);
        for (TunnelIntent tunnel : intent.tunnels()) {
            checkForeign(tunnel, running, applied);
        }
    }

    private static void checkForeign(TunnelIntent tunnel, RtxConfig running, Applied applied) {
        int number = tunnel.number();
        List<ConfigLine> there = running.linesOnNumber(number);
        boolean ours = applied.recognises(number, running);
        List<ConfigLine> foreign = new ArrayList<>();
        there.stream().filter(line -> !ours || usedElsewhere(line, number)).forEach(foreign::add);
        foreign.addAll(running.linesClaiming(number));
        // Once the tunnel is ours, whoever sends packets into it means ours; our own routes may outlive it.
        if (!applied.tunnels().contains(number)) {
            running.linesUsing(number).stream()
                    .filter(line -> !applied.owns(line.key()))
                    .forEach(foreign::add);
        }
        if (!foreign.isEmpty()) {
            throw new RefusedException(
                    "TunnelNumberInUse",
                    "number " + number + " is in use on the router for a tunnel, gateway or policy that isn't ours ("
                            + foreign.stream()
                                    .limit(SHOWN)
                                    .map(ConfigLine::masked)
                                    .collect(Collectors.joining("; "))
                            + (foreign.size() > SHOWN ? "; …" : "")
                            + "): choose another tunnelNumber, or remove it there",
                    tunnel.name());
        }
    }

    /** Another tunnel or policy that refers to our number, or a template that writes to it. */
    private static boolean usedElsewhere(ConfigLine line, int number) {
        boolean inOtherTunnel = line.context() instanceof Context.Tunnel context && context.number() != number;
        boolean otherPolicy =
                line.startsWith("ipsec sa policy") && Words.number(line.words().get(3)) != number;
        return inOtherTunnel || otherPolicy || line.startsWith("tunnel template");
    }
}
