package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.List;
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

    static List<Link> resolve(List<RouterIntent.Link> wanted, List<LinkState> observed) {
        return wanted.stream().map(link -> resolve(link, observed)).toList();
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
