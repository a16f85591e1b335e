package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent.Link;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.DhcpClientStatus;
import dev.ipsecsites.router.yamaha.show.LinkView;
import dev.ipsecsites.router.yamaha.show.PpStatus;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.SaDetail;
import dev.ipsecsites.router.yamaha.show.SaTable;
import dev.ipsecsites.router.yamaha.show.SessionUsers;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import dev.ipsecsites.router.yamaha.show.TunnelStatus;
import dev.ipsecsites.router.yamaha.show.TunnelView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks a router for all that a plan and a verdict need. */
final class Observer {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE;

    private final Shell shell;
    private final Reading reading;
    private final RouterFacts facts;
    private final Clock clock;

    Observer(Shell shell, Reading reading, RouterFacts facts, Clock clock) {
        this.shell = shell;
        this.reading = reading;
        this.facts = facts;
        this.clock = clock;
    }

    RouterObservation observe(List<Link> links, Set<Integer> tunnels) throws RouterException {
        Instant at = clock.instant();
        RtxConfig config = runningConfig();
        SaTable sas = tunnels.isEmpty() ? SaTable.EMPTY : SaTable.parse(lines("show ipsec sa"));
        Map<Integer, TunnelState> states = new TreeMap<>();
        for (int number : new TreeSet<>(tunnels)) {
            states.put(number, tunnel(number, config.gateway(number).orElse(number), sas));
        }
        RouteTable routes = RouteTable.parse(lines("show ip route"));
        var source = SessionUsers.parse(lines("show status user")).ownAddress();
        return new RouterObservation(
                at, facts, links(links, config, routes), states, config.with(new Surroundings(source, routes)));
    }

    RtxConfig runningConfig() throws RouterException {
        List<String> text = reading.configuration(() -> shell.run(CommandLine.of("show config")))
                .orElseThrow(() -> shell.failure(Reason.UnexpectedAnswer, "refuses \"show config\""));
        return RtxConfig.parse(String.join("\n", text), 0);
    }

    private TunnelState tunnel(int number, int gateway, SaTable sas) throws RouterException {
        CommandLine status = CommandLine.of("show status tunnel").number("tunnelNumber", number, 1, MOST_NUMBERS);
        TunnelStatus read = reading.lines(status)
                .map(lines -> TunnelStatus.parse(number, lines))
                .orElseGet(() -> TunnelStatus.unreadable(number));
        List<SaDetail> details = List.of();
        if (!sas.ofGateway(gateway).isEmpty()) {
            CommandLine detail = CommandLine.of("show ipsec sa gateway")
                    .number("gateway", gateway, 1, MOST_NUMBERS)
                    .keywords("detail");
            details = SaDetail.parse(reading.lines(detail).orElse(List.of()));
        }
        return TunnelView.of(read, gateway, sas, details);
    }

    private List<LinkState> links(List<Link> links, RtxConfig config, RouteTable routes) throws RouterException {
        List<LinkState> states = new ArrayList<>();
        for (Link link : links) {
            String configured = config.address(link.interfaceName()).orElse(null);
            Integer nat = config.natDescriptor(link.interfaceName()).orElse(null);
            states.add(
                    link.interfaceName().startsWith("pp")
                            ? pp(link, configured, nat)
                            : lan(link, configured, nat, routes));
        }
        return states;
    }

    private LinkState lan(Link link, @Nullable String configured, @Nullable Integer nat, RouteTable routes)
            throws RouterException {
        String name = link.interfaceName();
        String address = LinkView.fixedAddress(configured);
        if (LinkView.byDhcp(configured)) {
            address = LinkView.leasedAddress(name, routes);
            if (address == null) {
                var lease = DhcpClientStatus.parse(lines("show status dhcpc"))
                        .leases()
                        .get(name);
                address = lease == null ? null : lease.address();
            }
        }
        return new LinkState(
                link.name(), name, address != null, address, LinkView.gateway(name, configured, routes), nat);
    }

    private LinkState pp(Link link, @Nullable String configured, @Nullable Integer nat) throws RouterException {
        CommandLine command = CommandLine.of("show status").ppNumber("interface", link.interfaceName());
        PpStatus status = PpStatus.parse(reading.lines(command).orElse(List.of()));
        String agreed = status.localAddress();
        String address = agreed == null ? LinkView.fixedAddress(configured) : agreed;
        return new LinkState(link.name(), link.interfaceName(), status.up(), address, null, nat);
    }

    /** What a command prints; nothing where this model doesn't have it. */
    private List<String> lines(String command) throws RouterException {
        return reading.lines(CommandLine.of(command)).orElse(List.of());
    }
}
