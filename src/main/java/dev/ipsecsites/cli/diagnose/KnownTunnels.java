package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.yamaha.show.GatewaySas;
import dev.ipsecsites.router.yamaha.show.SaTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tunnels of a router anything is known of that may be a site's: by its configuration, by what it was asked, by its log. Pure. */
final class KnownTunnels {
    private static final Pattern OWN_STATE = Pattern.compile("IP Tunnel\\[0*(\\d{1,5})\\] (?:Up|Down)\\b.*");
    /** Without a configuration nobody knows whose gateway it is; mostly it has the tunnel's number. */
    private static final Pattern OF_GATEWAY = Pattern.compile("(?:.*\\s)?GW:0*(\\d{1,5})\\b.*");

    /** In {@code show status tunnel} (yamaha-rtx.md §3.3). */
    private static final Pattern OTHER_KIND =
            Pattern.compile("\\s*(?:Interface type|インター?フェー?スの種類)\\s*[:：]\\s*+(?!(?i:ipsec))\\S.*");

    private static final Pattern OF_L2TP = Pattern.compile("\\[L2TP\\] TUNNEL\\[0*(\\d{1,5})\\].*");

    private final RouterCapture capture;
    private final List<Message> log;
    private final SaTable sas;
    /** By gateway, where one was asked for alone. */
    private final Map<Integer, GatewaySas> counted;

    KnownTunnels(RouterCapture capture, List<Message> log, SaTable sas, Map<Integer, GatewaySas> counted) {
        this.capture = capture;
        this.log = log;
        this.sas = sas;
        this.counted = counted;
    }

    /**
     * @param configured by number
     * @param others the same, of tunnels that are none of a site's
     */
    Set<Integer> numbers(
            @Nullable ConfigFacts facts,
            Map<Integer, ConfiguredTunnel> configured,
            Map<Integer, ConfiguredTunnel> others) {
        Set<Integer> numbers = new TreeSet<>(configured.keySet());
        numbers.addAll(capture.tunnels.keySet());
        Stream.concat(sas.rows().stream().map(SaTable.Row::gateway), counted.keySet().stream())
                .filter(gateway -> Stream.of(configured, others)
                        .flatMap(known -> known.values().stream())
                        .noneMatch(t -> t.gateway() == gateway))
                .filter(gateway -> !ofAnotherPeer(gateway))
                .forEach(numbers::add);
        if (facts == null || !facts.whole()) {
            numbers.addAll(logged(OWN_STATE));
            logged(OF_GATEWAY).stream()
                    .filter(gateway -> facts == null && !ofAnotherPeer(gateway))
                    .forEach(numbers::add);
            numbers.removeAll(logged(OF_L2TP));
        }
        numbers.removeAll(others.keySet());
        numbers.removeIf(number -> !configured.containsKey(number) && ofAnotherKind(number));
        return numbers;
    }

    /** By the router's own word, such as L2TP or MAP-E: its packets are wrapped otherwise than a site's. */
    private boolean ofAnotherKind(int number) {
        return capture.tunnels.getOrDefault(number, List.of()).reversed().stream()
                .limit(1)
                .flatMap(List::stream)
                .anyMatch(line -> OTHER_KIND.matcher(line).matches());
    }

    /**
     * By its SAs: transport mode is for those who dial in, and beside a tunnel of IKEv2, which all sites are that the API can make
     * (cato-api.md §2), one of IKEv1 goes elsewhere.
     */
    private boolean ofAnotherPeer(int gateway) {
        return sas.transport(gateway)
                || (sas.ikev1(gateway)
                        && sas.rows().stream()
                                .map(SaTable.Row::gateway)
                                .anyMatch(other -> sas.ikev2(other) && !sas.transport(other)));
    }

    private Set<Integer> logged(Pattern pattern) {
        return log.stream()
                .map(line -> pattern.matcher(line.text()))
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
