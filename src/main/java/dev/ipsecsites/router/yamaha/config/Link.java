package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A WAN link with everything that is known of it: what the manifest says goes before what was observed.
 *
 * @param address null while it has none
 * @param gateway next hop: an address, or {@code DHCP}; null on pp, or where it isn't known
 * @param natDescriptor null where the link isn't translated
 */
record Link(
        String name,
        String interfaceName,
        @Nullable String address,
        @Nullable String gateway,
        @Nullable Integer natDescriptor) {

    /** For a router that isn't there. */
    static List<Link> resolve(List<RouterIntent.Link> wanted, List<LinkState> observed) {
        return wanted.stream().map(link -> resolve(link, observed)).toList();
    }

    /** On a router whose default route is ours the next hop of a link is seen in the line that ours replaced. */
    static List<Link> resolve(RouterIntent intent, List<LinkState> observed, RtxConfig running) {
        List<RouteLine> defaults = Stream.concat(
                        Stream.ofNullable(intent.replacedRoute()).map(line -> ConfigLine.read(Context.global(), line)),
                        running.get(RoutePlan.DEFAULT).stream())
                .flatMap(line -> RouteLine.of(line).stream())
                .toList();
        return resolve(intent.links(), observed).stream()
                .map(link -> link.pp() || link.gateway() != null ? link : link.withGateway(defaults, running))
                .toList();
    }

    private Link withGateway(List<RouteLine> defaults, RtxConfig running) {
        String subnet = running.address(interfaceName).orElse("");
        if (subnet.equals("dhcp")) {
            return new Link(name, interfaceName, address, "DHCP", natDescriptor);
        }
        Optional<Cidr> network = Destinations.network(subnet);
        return defaults.stream()
                .flatMap(route -> route.gateways().stream())
                .map(gateway -> gateway.target().getFirst())
                .filter(hop -> network.isPresent()
                        && Destinations.network(hop)
                                .filter(network.get()::contains)
                                .isPresent())
                .findFirst()
                .map(hop -> new Link(name, interfaceName, address, hop, natDescriptor))
                .orElse(this);
    }

    private static Link resolve(RouterIntent.Link wanted, List<LinkState> observed) {
        LinkState state = observed.stream()
                .filter(s -> s.name().equals(wanted.name()))
                .findFirst()
                .orElse(new LinkState(wanted.name(), wanted.interfaceName(), false, null, null, null));
        return new Link(
                wanted.name(),
                wanted.interfaceName(),
                wanted.address() != null ? wanted.address() : state.address(),
                wanted.gateway() != null ? wanted.gateway() : state.gateway(),
                state.natDescriptor());
    }

    boolean pp() {
        return interfaceName.startsWith("pp");
    }
}
