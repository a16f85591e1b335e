package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.RouterPeer;
import dev.ipsecsites.lab.wire.RouterPeer.Keepalive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gateways of the running configuration, in IKE's terms. */
final class PeerReader {
    private final Router router;
    private final Configuration config;
    private final Interfaces interfaces;

    PeerReader(Router router) {
        this.router = router;
        config = router.running();
        interfaces = new Interfaces(router);
    }

    /** Every gateway that any line speaks of. */
    Set<Integer> gateways() {
        Set<Integer> numbers = new TreeSet<>();
        for (ConfigLine l : config.lines()) {
            if (l.definition().filing() == Filing.GATEWAY && !l.key().isEmpty()) {
                numbers.add(Integer.valueOf(l.key().getLast()));
            } else if (l.definition().name().equals("ipsec sa policy")) {
                numbers.add(Integer.valueOf(l.value().getFirst()));
            }
        }
        return numbers;
    }

    private List<String> words(String command, int gateway) {
        return config.find(Context.GLOBAL, "ipsec ike " + command, Integer.toString(gateway))
                .map(ConfigLine::value)
                .orElse(List.of());
    }

    private String word(String command, int gateway, String otherwise) {
        List<String> words = words(command, gateway);
        return words.isEmpty() ? otherwise : words.getFirst();
    }

    private boolean on(String command, int gateway) {
        return word(command, gateway, "off").equals("on");
    }

    RouterPeer peer(int gateway) {
        Optional<Integer> tunnel = interfaces.tunnelOf(gateway);
        String remote = remote(gateway);
        String source = source(gateway, remote);
        Proposals proposals = new Proposals(router.profile(), config, gateway, tunnel.flatMap(interfaces::policyOf));
        return new RouterPeer(
                router.name(),
                gateway,
                tunnel.orElse(null),
                tunnel.filter(this::enabled).isPresent() && config.isOn("ipsec use", true),
                Integer.parseInt(word("version", gateway, "1")),
                remote != null && refreshes(gateway),
                word("negotiation receive", gateway, "on").equals("on"),
                hindrance(gateway, tunnel),
                source,
                publicAddress(source),
                remote,
                key(gateway),
                identity("local name", gateway),
                identity("remote name", gateway),
                proposals.ike(),
                on("proposal-limitation", gateway),
                proposals.everyIke(),
                proposals.child(),
                proposals.everyChild(),
                on("nat-traversal", gateway),
                keepalive(gateway),
                Lifetimes.ofIke(router, gateway),
                Lifetimes.ofChild(router, gateway),
                word("child-exchange type", gateway, "1").equals("2"));
    }

    private boolean enabled(int tunnel) {
        return config.find(Context.GLOBAL, "tunnel enable", Integer.toString(tunnel))
                        .isPresent()
                && config.value(Context.tunnel(tunnel), "tunnel encapsulation", "ipsec")
                        .equals("ipsec");
    }

    /** The gateway's own setting means nothing while the global one is off (yamaha-rtx.md §4.3). */
    private boolean refreshes(int gateway) {
        return config.isOn("ipsec auto refresh", false)
                && config.find(Context.GLOBAL, "ipsec auto refresh", Integer.toString(gateway))
                        .map(l -> l.value().getFirst().equals("on"))
                        .orElse(true);
    }

    /** Cato has neither certificates nor EAP for a site, and no AH (yamaha-rtx.md §4.5): that such a router says nothing is assumed. */
    private Optional<String> hindrance(int gateway, Optional<Integer> tunnel) {
        String method = word("auth method", gateway, "auto");
        if (!method.equals("auto") && !method.equals("pre-shared-key")) {
            return Optional.of("the router authenticates by " + method);
        }
        // What follows the gateway's number.
        return tunnel.flatMap(interfaces::policyOf)
                .map(policy -> policy.value().get(1))
                .filter(protocol -> !protocol.equals("esp"))
                .map(protocol -> "the router's policy is for " + protocol);
    }

    private @Nullable PreSharedKey key(int gateway) {
        List<String> words = words("pre-shared-key", gateway);
        if (words.isEmpty()) {
            return null;
        }
        String typed = words.getLast();
        // "text S", or the octets in hexadecimal (yamaha-rtx.md §4.3).
        return words.size() > 1 ? PreSharedKey.ofText(typed) : new PreSharedKey(typed.substring("0x".length()));
    }

    /**
     * The address to go to, or the remote name when none was typed and the name's type isn't a key id, which it is unless typed (yamaha-rtx.md
     * §4.3); null for {@code any} and for a name that nothing resolves.
     */
    private @Nullable String remote(int gateway) {
        String typed = word("remote address", gateway, "");
        List<String> name = words("remote name", gateway);
        if (typed.isEmpty() && name.size() > 1 && !name.get(1).equals("key-id")) {
            typed = name.getFirst();
        }
        if (Addresses.parse(typed) != null) {
            return typed;
        }
        return config.find(Context.GLOBAL, "ip host", typed)
                .map(l -> l.value().getFirst())
                .orElse(null);
    }

    /** The address IKE starts from: one that an interface owns, or none and IKE never starts. */
    private @Nullable String source(int gateway, @Nullable String remote) {
        List<String> typed = words("local address", gateway);
        if (typed.isEmpty()) {
            Optional<Interface> way = remote == null
                    ? interfaces.wan()
                    : new Routes(router).lookup(remote).flatMap(Routes.Route::via);
            return way.filter(Interface::up).flatMap(Interface::host).orElse(null);
        }
        if (typed.getFirst().equals("ipcp")) {
            return interfaces
                    .find("pp " + typed.getLast())
                    .filter(Interface::up)
                    .flatMap(Interface::host)
                    .orElse(null);
        }
        String address = typed.getFirst();
        boolean owned =
                interfaces.all().stream().anyMatch(i -> i.up() && i.host().equals(Optional.of(address)));
        return owned ? address : null;
    }

    private @Nullable String publicAddress(@Nullable String source) {
        Optional<Interface> wan = interfaces.wan().filter(Interface::up);
        if (wan.isEmpty() || source == null) {
            return null;
        }
        String outer = wan.get().host().orElse(null);
        String sent = source.equals(outer) || new Nat(config, wan.get()).active() ? outer : source;
        return router.wan().outside() == null ? sent : router.wan().outside();
    }

    private @Nullable IkeIdentity identity(String command, int gateway) {
        List<String> words = words(command, gateway);
        if (words.isEmpty()) {
            return null;
        }
        // A name without its type is a key id: the article's "is the trailing ipv4-addr missing?".
        String type = switch (words.size() > 1 ? words.get(1) : "key-id") {
            case "ipv4-addr" -> "ipv4";
            case "fqdn" -> "fqdn";
            case "user-fqdn", "rfc822-addr" -> "email";
            case "key-id" -> "key-id";
            default -> words.get(1);
        };
        return new IkeIdentity(type, words.getFirst());
    }

    /** {@code on [FORM [I C [UP]]]}, 10 and 6 unless typed (yamaha-rtx.md §4.3). */
    private @Nullable Keepalive keepalive(int gateway) {
        List<String> words = words("keepalive use", gateway);
        if (words.isEmpty() || !words.getFirst().equals("on")) {
            return null;
        }
        List<Integer> numbers = words.stream()
                .skip(1)
                .filter(w -> w.chars().allMatch(Character::isDigit))
                .map(Integer::valueOf)
                .toList();
        return numbers.size() < 2 ? new Keepalive(10, 6) : new Keepalive(numbers.get(0), numbers.get(1));
    }
}
