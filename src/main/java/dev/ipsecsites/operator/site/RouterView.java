package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Link;
import dev.ipsecsites.api.LinkStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterStatus;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a site's plan needs of its router.
 *
 * @param model as found or, offline, as written; null while nobody knows
 * @param capabilities null while the model isn't known, or isn't known to the driver
 */
public record RouterView(
        String name, @Nullable String model, @Nullable Capabilities capabilities, List<LinkView> links) {

    /**
     * A link.
     *
     * @param address as written, else as found; null while nobody knows
     * @param observed whether it is the router that says the address, and may say another one tomorrow
     */
    public record LinkView(String name, @Nullable String address, boolean observed) {
        public LinkView(String name, @Nullable String address) {
            this(name, address, true);
        }
    }

    /** From the resource; the router itself wins over the manifest for its model, the manifest wins for addresses. */
    public static RouterView of(Router router, Function<RouterFacts, Optional<Capabilities>> capabilities) {
        RouterStatus status = router.statusOrEmpty();
        String model =
                status.model() != null ? status.model() : router.getSpec().model();
        String firmware =
                status.firmware() != null ? status.firmware() : router.getSpec().firmware();
        Capabilities known = model == null
                ? null
                : capabilities
                        .apply(new RouterFacts(model, firmware == null ? "" : firmware, status.serial()))
                        .orElse(null);
        return new RouterView(
                router.getMetadata().getName(),
                model,
                known,
                links(router.getSpec().links(), status));
    }

    private static List<LinkView> links(List<Link> written, RouterStatus status) {
        return written.stream()
                .map(link -> new LinkView(
                        link.name(),
                        link.address() != null
                                ? link.address()
                                : found(link.name(), status).orElse(null),
                        link.address() == null))
                .toList();
    }

    private static Optional<String> found(String link, RouterStatus status) {
        return status.links().stream()
                .filter(l -> l.name().equals(link))
                .findFirst()
                .map(LinkStatus::address);
    }

    /** The link of that name, or the first when no name is given. */
    public Optional<LinkView> link(@Nullable String linkName) {
        return links.stream()
                .filter(l -> linkName == null || l.name().equals(linkName))
                .findFirst();
    }
}
