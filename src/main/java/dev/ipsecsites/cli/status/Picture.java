package dev.ipsecsites.cli.status;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Link;
import dev.ipsecsites.api.LinkStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.console.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn of a site; texts are ready for the reader, without anything that a terminal obeys, and empty where nothing is known.
 *
 * @param ready null while nobody has judged it
 * @param reason one word, of the condition Ready
 * @param notRedundant one word, of the condition Redundant where that is false of a site that is ready
 * @param message what is wrong
 * @param network behind the router
 */
record Picture(
        String site,
        String siteId,
        @Nullable Boolean ready,
        String reason,
        String notRedundant,
        String message,
        String router,
        List<String> device,
        String network,
        List<DrawnLink> links) {

    Picture {
        site = Terminal.printable(site);
        siteId = Terminal.printable(siteId);
        reason = Terminal.printable(reason);
        notRedundant = Terminal.printable(notRedundant);
        message = Terminal.printable(message);
        router = Terminal.printable(router);
        device = device.stream().map(Terminal::printable).toList();
        network = Terminal.printable(network);
    }

    /** A WAN link and the tunnels over it. */
    record DrawnLink(String name, String interfaceName, String address, List<DrawnTunnel> tunnels) {
        DrawnLink {
            name = Terminal.printable(name);
            interfaceName = Terminal.printable(interfaceName);
            address = Terminal.printable(address);
        }
    }

    /** @param active carries the traffic now */
    record DrawnTunnel(
            String id,
            @Nullable Integer number,
            TunnelState state,
            String pop,
            String address,
            String proposal,
            int flaps,
            boolean active) {
        DrawnTunnel {
            id = Terminal.printable(id);
            pop = Terminal.printable(pop);
            address = Terminal.printable(address);
            proposal = Terminal.printable(proposal);
        }
    }

    static Picture of(ClusterSite known) {
        CatoSite site = known.site();
        var status = site.statusOrEmpty();
        Optional<Condition> ready = known.condition("Ready");
        Optional<Condition> alone = ready.filter(c -> c.status() == ConditionStatus.TRUE)
                .flatMap(_ -> known.condition("Redundant"))
                .filter(c -> c.status() == ConditionStatus.FALSE);
        Router router = known.router();
        var ref = site.getSpec().routerRef();
        return new Picture(
                site.getMetadata().getName(),
                text(status.siteId()),
                ready.map(c -> c.status() == ConditionStatus.UNKNOWN ? null : c.status() == ConditionStatus.TRUE)
                        .orElse(null),
                ready.map(Condition::reason).orElse(""),
                alone.map(Condition::reason).orElse(""),
                alone.or(() -> ready.filter(c -> c.status() != ConditionStatus.TRUE))
                        .map(Condition::message)
                        .orElse(""),
                ref == null ? "" : ref.name(),
                device(router),
                site.getSpec().nativeRange(),
                links(known));
    }

    private static List<String> device(@Nullable Router router) {
        if (router == null) {
            return List.of();
        }
        var status = router.statusOrEmpty();
        return Stream.of(
                        status.model() != null
                                ? status.model()
                                : router.getSpec().model(),
                        status.firmware() != null
                                ? status.firmware()
                                : router.getSpec().firmware())
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<DrawnLink> links(ClusterSite known) {
        Router router = known.router();
        List<Link> written = router == null ? List.of() : router.getSpec().links();
        List<SiteTunnelStatus> tunnels = tunnels(known.site());
        List<DrawnLink> links = new ArrayList<>();
        for (Link link : written) {
            List<DrawnTunnel> over = tunnels.stream()
                    .filter(t -> link.name().equals(linkOf(t, known, written)))
                    .map(t -> tunnel(t, known))
                    .toList();
            if (!over.isEmpty() || written.size() == 1) {
                links.add(new DrawnLink(link.name(), link.interfaceName(), address(link, router, over, tunnels), over));
            }
        }
        List<DrawnTunnel> rest = tunnels.stream()
                .filter(t -> written.stream().noneMatch(link -> link.name().equals(linkOf(t, known, written))))
                .map(t -> tunnel(t, known))
                .toList();
        if (!rest.isEmpty()) {
            links.add(new DrawnLink("", "", firstAddress(tunnels), rest));
        }
        return links;
    }

    /** From status; before the first visit as the manifest asks for them. */
    private static List<SiteTunnelStatus> tunnels(CatoSite site) {
        List<SiteTunnelStatus> known = site.statusOrEmpty().tunnels();
        if (!known.isEmpty()) {
            return known;
        }
        return Stream.of(
                        wanted("PRIMARY1", site.getSpec().primary()),
                        wanted("SECONDARY1", site.getSpec().secondary()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable SiteTunnelStatus wanted(String id, @Nullable SiteRole role) {
        return role == null
                ? null
                : new SiteTunnelStatus(
                        id,
                        role.popLocation(),
                        role.allocatedAddress(),
                        null,
                        null,
                        null,
                        TunnelState.UNKNOWN,
                        null,
                        0,
                        List.of(),
                        null,
                        null);
    }

    private static String linkOf(SiteTunnelStatus tunnel, ClusterSite known, List<Link> written) {
        String named = routerTunnel(tunnel, known).map(t -> t.getSpec().link()).orElse(null);
        return named != null
                ? named
                : written.isEmpty() ? "" : written.getFirst().name();
    }

    private static Optional<RouterTunnel> routerTunnel(SiteTunnelStatus tunnel, ClusterSite known) {
        return known.tunnels().stream()
                .filter(t -> t.getMetadata().getName().equals(tunnel.routerTunnel()))
                .findFirst();
    }

    private static String address(
            Link link, @Nullable Router router, List<DrawnTunnel> over, List<SiteTunnelStatus> tunnels) {
        Optional<String> found = router == null
                ? Optional.empty()
                : router.statusOrEmpty().links().stream()
                        .filter(l -> l.name().equals(link.name()))
                        .findFirst()
                        .map(LinkStatus::address);
        return found.orElseGet(() -> link.address() != null
                ? link.address()
                : firstAddress(tunnels.stream()
                        .filter(t -> over.stream().anyMatch(o -> o.id().equals(t.id())))
                        .toList()));
    }

    private static String firstAddress(List<SiteTunnelStatus> tunnels) {
        return tunnels.stream()
                .map(SiteTunnelStatus::siteAddress)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static DrawnTunnel tunnel(SiteTunnelStatus tunnel, ClusterSite known) {
        Optional<RouterTunnel> carrier = routerTunnel(tunnel, known);
        Integer number = carrier.map(t -> t.statusOrEmpty().tunnelNumber() != null
                        ? t.statusOrEmpty().tunnelNumber()
                        : t.getSpec().tunnelNumber())
                .orElse(null);
        return new DrawnTunnel(
                tunnel.id(),
                number,
                tunnel.state(),
                text(tunnel.popLocation()),
                text(tunnel.catoAddress()),
                text(tunnel.proposal()),
                tunnel.flaps(),
                tunnel.id().equals(known.site().statusOrEmpty().activeTunnel()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
