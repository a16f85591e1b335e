package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.NumberRange;
import dev.ipsecsites.api.RouterSpec;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.WireValue;
import dev.ipsecsites.ipsec.Compatibility;
import dev.ipsecsites.ipsec.Compatibility.Choice;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.ProposalRequest;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a RouterTunnel to what its router should have. Pure; the same for the operator and for {@code render}. */
public final class TunnelIntents {
    /** Characters, as the schema has it for a description that somebody writes. */
    private static final int LONGEST_DESCRIPTION = 64;

    private final List<String> problems = new ArrayList<>();

    private TunnelIntents() {}

    /** The answer. */
    public sealed interface Result {
        record Resolved(TunnelIntent intent) implements Result {}

        /** All that is wrong, each a sentence that names the field. */
        record Unresolved(String reason, List<String> problems) implements Result {}
    }

    /**
     * Resolves one tunnel.
     *
     * @param name namespace/name of the RouterTunnel
     * @param number its tunnel number
     * @param links state of the router's links, as far as known
     * @param capabilities of the router
     * @param preSharedKey null when rendering offline without the Secret
     */
    public static Result resolve(
            String name,
            RouterTunnelSpec spec,
            int number,
            RouterSpec router,
            List<LinkState> links,
            Capabilities capabilities,
            @Nullable Secret preSharedKey) {
        return new TunnelIntents().build(name, spec, number, router, links, capabilities, preSharedKey);
    }

    /** What a Router says of its links. */
    public static List<RouterIntent.Link> links(RouterSpec router) {
        return router.links().stream()
                .map(l -> new RouterIntent.Link(l.name(), l.interfaceName(), l.address(), l.gateway()))
                .toList();
    }

    /**
     * What a Router allows.
     *
     * @throws IllegalArgumentException if a range is none
     */
    public static RouterIntent.Numbers numbers(RouterSpec router) {
        NumberRange tunnels = NumberRange.parse(router.numbers().tunnels());
        NumberRange filters = NumberRange.parse(router.numbers().filters());
        return new RouterIntent.Numbers(tunnels.first(), tunnels.last(), filters.first(), filters.last());
    }

    private Result build(
            String name,
            RouterTunnelSpec spec,
            int number,
            RouterSpec router,
            List<LinkState> links,
            Capabilities capabilities,
            @Nullable Secret preSharedKey) {
        Optional<dev.ipsecsites.api.Link> link = router.links().stream()
                .filter(l -> spec.link() == null || l.name().equals(spec.link()))
                .findFirst();
        if (link.isEmpty()) {
            return new Result.Unresolved(
                    "LinkUnknown",
                    List.of("spec.link is " + spec.link() + ", but the Router has "
                            + (router.links().isEmpty()
                                    ? "no links"
                                    : String.join(
                                            ", ",
                                            router.links().stream()
                                                    .map(dev.ipsecsites.api.Link::name)
                                                    .toList()))));
        }
        ProposalRequest asked = asked(spec);
        Lifetimes lifetimes = new Lifetimes(
                duration(
                        "spec.ike.lifetime",
                        spec.ike() == null ? null : spec.ike().lifetime(),
                        Lifetimes.CATO.ikeSa()),
                duration(
                        "spec.child.lifetime",
                        spec.child() == null ? null : spec.child().lifetime(),
                        Lifetimes.CATO.childSa()));
        Keepalive keepalive = new Keepalive(
                duration("spec.keepalive.interval", spec.keepalive().interval(), Keepalive.DEFAULT.interval()),
                spec.keepalive().failures());
        TcpMss mss = mss(spec.tcpMSS());
        Identity remote = spec.remote().identity() == null
                ? Identity.ipv4(spec.remote().address())
                : identity("spec.remote.identity", spec.remote().identity());
        Identity local = local(spec, link.get(), links);
        TunnelIntent.NatTraversal nat = nat(spec);
        if (!problems.isEmpty()) {
            return new Result.Unresolved("InvalidValue", List.copyOf(problems));
        }
        return switch (Compatibility.choose(capabilities.algorithms(), asked, null)) {
            case Choice.Refused refused -> new Result.Unresolved("AlgorithmNotAvailable", refused.problems());
            case Choice.Chosen chosen ->
                new Result.Resolved(new TunnelIntent(
                        name,
                        number,
                        spec.description() == null ? description(name) : spec.description(),
                        link.get().name(),
                        spec.ikeVersion(),
                        spec.remote().address(),
                        remote,
                        spec.local() == null ? null : spec.local().address(),
                        local,
                        chosen.proposal(),
                        lifetimes,
                        preSharedKey,
                        keepalive,
                        nat,
                        mss,
                        spec.innerAddresses() == null
                                ? null
                                : new TunnelIntent.InnerAddresses(
                                        spec.innerAddresses().local(),
                                        spec.innerAddresses().remote()),
                        spec.routes().stream()
                                .map(r -> new TunnelIntent.TunnelRoute(
                                        r.destination(), r.preference(), r.onlyWhenCaptured()))
                                .toList()));
        };
    }

    /** As written, else the address that IKE starts from; null leaves it to the driver, when nobody knows that address yet. */
    private @Nullable Identity local(RouterTunnelSpec spec, dev.ipsecsites.api.Link link, List<LinkState> links) {
        if (spec.local() != null && spec.local().identity() != null) {
            return identity("spec.local.identity", spec.local().identity());
        }
        if (spec.local() != null && spec.local().address() != null) {
            return Identity.ipv4(spec.local().address());
        }
        if (link.address() != null) {
            return Identity.ipv4(link.address());
        }
        return links.stream()
                .filter(l -> l.name().equals(link.name()))
                .findFirst()
                .map(LinkState::address)
                .map(Identity::ipv4)
                .orElse(null);
    }

    private Identity identity(String field, dev.ipsecsites.api.Identity written) {
        Identity.Type type = switch (written.type()) {
            case IPV4 -> Identity.Type.IPV4;
            case FQDN -> Identity.Type.FQDN;
            case EMAIL -> Identity.Type.EMAIL;
            case KEY_ID -> Identity.Type.KEY_ID;
            case UNRECOGNIZED -> {
                problems.add(field + ".type has a value that this version doesn't know; write one of "
                        + names(IdentityType.values(), IdentityType.UNRECOGNIZED));
                yield Identity.Type.IPV4;
            }
        };
        return new Identity(type, written.value());
    }

    private TunnelIntent.NatTraversal nat(RouterTunnelSpec spec) {
        return switch (spec.natTraversal()) {
            case AUTO -> TunnelIntent.NatTraversal.AUTO;
            case ON -> TunnelIntent.NatTraversal.ON;
            case OFF -> TunnelIntent.NatTraversal.OFF;
            case UNRECOGNIZED -> {
                problems.add("spec.natTraversal has a value that this version doesn't know; write Auto, On or Off");
                yield TunnelIntent.NatTraversal.AUTO;
            }
        };
    }

    private TcpMss mss(IntOrString written) {
        String text = text(written);
        if (text.equals("Auto")) {
            return new TcpMss.Auto();
        }
        if (text.equals("Off")) {
            return new TcpMss.Off();
        }
        Optional<Integer> octets = number(text).filter(n -> n >= 536 && n <= 1460);
        if (octets.isEmpty()) {
            problems.add("spec.tcpMSS is " + text + "; write Auto, Off or a number from 536 to 1460");
        }
        return octets.<TcpMss>map(TcpMss.Limit::new).orElseGet(TcpMss.Auto::new);
    }

    private ProposalRequest asked(RouterTunnelSpec spec) {
        var ike = spec.ike();
        var child = spec.child();
        return new ProposalRequest(
                ike == null
                        ? null
                        : label("spec.ike.encryption", ike.encryption(), Encryption.values(), Encryption::label),
                ike == null ? null : label("spec.ike.prf", ike.prf(), Hash.values(), Hash::label),
                ike == null ? null : label("spec.ike.integrity", ike.integrity(), Hash.values(), Hash::label),
                ike == null ? null : group("spec.ike.dhGroup", ike.dhGroup(), false),
                child == null
                        ? null
                        : label("spec.child.encryption", child.encryption(), Encryption.values(), Encryption::label),
                child == null ? null : label("spec.child.integrity", child.integrity(), Hash.values(), Hash::label),
                child == null ? null : group("spec.child.pfsGroup", child.pfsGroup(), true));
    }

    private <E> @Nullable E label(String field, @Nullable WireValue value, E[] known, Function<E, String> label) {
        if (value == null) {
            return null;
        }
        Optional<E> found = Arrays.stream(known)
                .filter(e -> label.apply(e).equals(value.wire()))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(field + " has a value that this version doesn't know; write one of "
                    + String.join(", ", Arrays.stream(known).map(label).toList()));
        }
        return found.orElse(null);
    }

    private @Nullable DhGroup group(String field, @Nullable IntOrString value, boolean none) {
        if (value == null || (none && text(value).equals("None"))) {
            return null;
        }
        Optional<DhGroup> group = number(text(value)).flatMap(DhGroup::ofNumber);
        if (group.isEmpty()) {
            problems.add(field + " is " + text(value) + "; write " + (none ? "None or " : "")
                    + "a DH group: 2, 5, 14, 15, 16, 19, 20 or 21");
        }
        return group.orElse(null);
    }

    private Duration duration(String field, @Nullable String text, Duration absent) {
        try {
            return text == null ? absent : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
            return absent;
        }
    }

    private static <E extends Enum<E> & WireValue> String names(E[] values, E unknown) {
        return String.join(
                ", ",
                Arrays.stream(values)
                        .filter(v -> v != unknown)
                        .map(WireValue::wire)
                        .toList());
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String text(IntOrString value) {
        return value.getStrVal() != null ? value.getStrVal() : String.valueOf(value.getIntVal());
    }

    /** @param name namespace and name: the latter may be longer than what a router takes */
    private static String description(String name) {
        String last = name.substring(name.indexOf('/') + 1);
        return last.substring(0, Math.min(last.length(), LONGEST_DESCRIPTION));
    }
}
