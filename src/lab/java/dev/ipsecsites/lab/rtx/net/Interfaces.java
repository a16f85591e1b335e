package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The interfaces that the running configuration and the provider's line make at one moment: not to be kept. */
public final class Interfaces {
    private final Router router;
    private final Configuration config;
    private @Nullable List<Interface> all;

    /**
     * One interface.
     *
     * @param name {@code lan1}, {@code pp 1}, {@code tunnel 1}
     * @param address with its prefix length; empty while it has none
     * @param wan the provider's line is behind it
     */
    public record Interface(String name, boolean up, Optional<String> address, boolean wan) {
        /** The address without the prefix length. */
        public Optional<String> host() {
            return address.map(a -> a.contains("/") ? a.substring(0, a.indexOf('/')) : a);
        }

        /** As route tables print it: {@code LAN1}, {@code PP[01]}, {@code TUNNEL[1]}. */
        public String printed() {
            if (name.startsWith("pp ")) {
                return "PP[%02d]".formatted(Integer.parseInt(name.substring(3)));
            }
            return name.startsWith("tunnel ") ? "TUNNEL[" + name.substring(7) + "]" : name.toUpperCase(Locale.ROOT);
        }
    }

    public Interfaces(Router router) {
        this.router = router;
        this.config = router.running();
    }

    /** LANs, peers, tunnels. */
    public List<Interface> all() {
        List<Interface> known = all;
        if (known == null) {
            known = made();
            all = known;
        }
        return known;
    }

    private List<Interface> made() {
        List<Interface> made = new ArrayList<>();
        for (int n = 1; n <= router.profile().model().lans(); n++) {
            made.add(lan("lan" + n));
        }
        config.blocks(Context.Kind.PP).stream().filter(n -> n > 0).forEach(n -> made.add(pp(n)));
        config.blocks(Context.Kind.TUNNEL).forEach(n -> made.add(tunnel(n)));
        return List.copyOf(made);
    }

    public Optional<Interface> find(String name) {
        return all().stream().filter(i -> i.name().equals(name)).findFirst();
    }

    /** The interface towards the provider, when the configuration makes one of it. */
    public Optional<Interface> wan() {
        return all().stream().filter(Interface::wan).findFirst();
    }

    private Interface lan(String name) {
        Wan wan = router.wan();
        Optional<String> typed = config.find(Context.GLOBAL, "ip " + name + " address")
                .map(l -> l.value().getFirst());
        if (typed.equals(Optional.of("dhcp"))) {
            boolean served = wan.kind() == Wan.Kind.DHCP && wan.port().equals(name) && wan.up();
            return new Interface(name, served, served ? Optional.of(wan.address() + "/24") : Optional.empty(), served);
        }
        boolean fixed = wan.kind() == Wan.Kind.FIXED && wan.port().equals(name);
        return new Interface(name, !fixed || wan.up(), typed, fixed && typed.isPresent());
    }

    private Interface pp(int number) {
        Context pp = Context.pp(number);
        Wan wan = router.wan();
        boolean enabled = config.find(Context.GLOBAL, "pp enable", Integer.toString(number))
                .isPresent();
        boolean onLine = wan.kind() == Wan.Kind.PPPOE
                && config.value(pp, "pppoe use", "").equals(wan.port())
                && config.find(pp, "pp auth myname").isPresent();
        boolean up = enabled && onLine && wan.up();
        Optional<String> typed =
                config.find(pp, "ip pp address").map(l -> l.value().getFirst());
        boolean asks = config.value(pp, "ppp ipcp ipaddress", "off").equals("on");
        Optional<String> address = up && asks ? Optional.of(wan.address()) : typed.filter(a -> up);
        return new Interface("pp " + number, up, address, onLine);
    }

    private Interface tunnel(int number) {
        Context tunnel = Context.tunnel(number);
        boolean enabled = config.find(Context.GLOBAL, "tunnel enable", Integer.toString(number))
                .isPresent();
        boolean up = enabled
                && gatewayOf(number).map(g -> router.gateways().state(g).up()).orElse(false);
        return new Interface(
                "tunnel " + number,
                up,
                config.find(tunnel, "ip tunnel address").map(l -> l.value().getFirst()),
                false);
    }

    /** Gateway that the tunnel's policy uses. */
    public Optional<Integer> gatewayOf(int tunnel) {
        return policyOf(tunnel).map(l -> Integer.valueOf(l.value().getFirst()));
    }

    /** The {@code ipsec sa policy} line that the tunnel is bound to. */
    public Optional<ConfigLine> policyOf(int tunnel) {
        return config.find(Context.tunnel(tunnel), "ipsec tunnel")
                .flatMap(l ->
                        config.find(Context.GLOBAL, "ipsec sa policy", l.value().getFirst()));
    }

    /** Lowest tunnel whose policy uses the gateway. */
    public Optional<Integer> tunnelOf(int gateway) {
        return config.blocks(Context.Kind.TUNNEL).stream()
                .filter(t -> gatewayOf(t).equals(Optional.of(gateway)))
                .findFirst();
    }
}
