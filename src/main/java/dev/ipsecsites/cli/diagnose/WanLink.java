package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.DhcpClientStatus;
import dev.ipsecsites.router.yamaha.show.LinkView;
import dev.ipsecsites.router.yamaha.show.PpStatus;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state of the WAN interface as far as files tell: asked for, else from the log, else as configured. */
final class WanLink {
    private static final Pattern IPCP =
            Pattern.compile("PP\\[0*(\\d{1,5})\\] PPP/IPCP up\\b(?:\\s*\\(Local: ([0-9.]+),)?.*");
    /** On a line of its own, or after the one before. */
    private static final Pattern ADDRESS =
            Pattern.compile("PP\\[0*(\\d{1,5})\\] Local\\s+PP IP address (?!0\\.0\\.0\\.0)([0-9.]+).*");

    private static final Pattern GONE =
            Pattern.compile("PPPOE\\[0*(\\d{1,5})\\] Disconnected.*|PP\\[0*(\\d{1,5})\\] PPP/IPCP down.*");

    private static final Pattern CABLE = Pattern.compile("(LAN\\d+): link (up|down)\\b.*");

    private final RouterCapture capture;
    private final List<Message> log;
    private final @Nullable RtxConfig config;

    WanLink(RouterCapture capture, List<Message> log, @Nullable RtxConfig config) {
        this.capture = capture;
        this.log = log;
        this.config = config;
    }

    /** Null where nothing is known of its state. */
    @Nullable
    LinkState state(String interfaceName) {
        return interfaceName.startsWith("pp") ? pp(interfaceName) : lan(interfaceName);
    }

    /** Good enough to ask a configuration about filters and translation. */
    LinkState orConfigured(String interfaceName) {
        LinkState known = state(interfaceName);
        return known != null ? known : link(interfaceName, false, fixed(interfaceName));
    }

    private @Nullable LinkState pp(String name) {
        List<String> asked = capture.pps.get(Integer.valueOf(name.substring(2)));
        if (asked != null) {
            PpStatus status = PpStatus.parse(asked);
            return link(name, status.up(), status.localAddress() != null ? status.localAddress() : fixed(name));
        }
        LinkState logged = logged(name);
        if (logged != null) {
            // The log's word that it is down counts as a message, which is less than a state that was asked for.
            return logged.up() ? logged : null;
        }
        String address = fixed(name);
        return address == null ? null : link(name, true, address);
    }

    private @Nullable LinkState logged(String name) {
        String number = name.substring(2);
        LinkState last = null;
        for (Message line : log) {
            Matcher up = IPCP.matcher(line.text());
            Matcher address = ADDRESS.matcher(line.text());
            Matcher down = GONE.matcher(line.text());
            if (up.matches() && up.group(1).equals(number)) {
                last = link(name, true, up.group(2));
            } else if (address.matches() && address.group(1).equals(number)) {
                last = link(name, true, address.group(2));
            } else if (down.matches() && (number.equals(down.group(1)) || number.equals(down.group(2)))) {
                last = link(name, false, null);
            }
        }
        return last;
    }

    private @Nullable LinkState lan(String name) {
        String configured = configured(name);
        RouteTable table = RouteTable.parse(capture.routes);
        if (LinkView.byDhcp(configured)) {
            DhcpClientStatus.Lease lease =
                    DhcpClientStatus.parse(capture.dhcp).leases().get(name);
            String address = lease != null ? lease.address() : LinkView.leasedAddress(name, table);
            boolean asked = capture.has(Kind.ROUTES) || capture.has(Kind.DHCP_STATUS);
            return asked ? link(name, address != null, address) : null;
        }
        String address = fixed(name);
        return address == null || unplugged(name) ? null : link(name, true, address);
    }

    private boolean unplugged(String name) {
        return log.stream()
                .map(line -> CABLE.matcher(line.text()))
                .filter(cable -> cable.matches() && cable.group(1).equalsIgnoreCase(name))
                .reduce((before, after) -> after)
                .filter(cable -> cable.group(2).equals("down"))
                .isPresent();
    }

    private @Nullable String configured(String name) {
        return config == null ? null : config.address(name).orElse(null);
    }

    private @Nullable String fixed(String name) {
        return LinkView.fixedAddress(configured(name));
    }

    private LinkState link(String name, boolean up, @Nullable String address) {
        Integer nat = config == null ? null : config.natDescriptor(name).orElse(null);
        return new LinkState(name, name, up, address, null, nat);
    }
}
