package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Fate;
import dev.ipsecsites.router.ConfiguredTunnel.Nat;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.ConfiguredTunnel.Route;
import dev.ipsecsites.router.ConfiguredTunnel.Setting;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tunnel's lines as values that know nothing of Yamaha. What no line says is the router's default (yamaha-rtx.md §4.3). Pure. */
final class ConfiguredTunnels {
    private static final int DEFAULT_LIFE = 28_800;
    private static final int DEFAULT_MTU = 1280;

    private final RtxConfig config;
    private final int number;
    private final int gateway;
    private final int policy;

    private ConfiguredTunnels(RtxConfig config, int number) {
        this.config = config;
        this.number = number;
        this.policy =
                config.policy(number).map(Words::number).filter(n -> n > 0).orElse(number);
        this.gateway = config.gateway(number).orElse(number);
    }

    static Optional<ConfiguredTunnel> of(RtxConfig config, int number, LinkState link) {
        return config.linesOnNumber(number).isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfiguredTunnels(config, number).read(link));
    }

    private ConfiguredTunnel read(LinkState link) {
        Setting<String> local = setting("local address", ConfiguredTunnels::address, null);
        Setting<String> remote = setting("remote address", ConfiguredTunnels::address, null);
        String own = local.value() != null ? local.value() : link.address();
        Passages passages = new Passages(config, link);
        Optional<ConfigLine> policyLine = config.get(ConfigKey.global("ipsec sa policy " + policy));
        return new ConfiguredTunnel(
                number,
                gateway,
                policy,
                config.enables("tunnel", number),
                starts(),
                setting("version", value -> known(Words.number(value.getFirst())), 1),
                setting("group", value -> group(value.getFirst()), DhGroup.MODP_1024),
                setting("encryption", value -> encryption(value.getFirst()), null),
                setting("hash", value -> hash(value.getFirst()), Hash.SHA1),
                ofPolicy(policyLine, 6, ConfiguredTunnels::encryption, Encryption.AES_CBC_128),
                ofPolicy(policyLine, 7, word -> hash(word.replaceFirst("-hmac$", "")), null),
                onOff("pfs"),
                onOff("proposal-limitation"),
                onOff("nat-traversal"),
                life("ike-sa", "isakmp-sa"),
                life("child-sa", "ipsec-sa"),
                local,
                local.value() != null && config.owns(local.value(), link),
                remote,
                setting("local name", ConfiguredTunnels::identity, null),
                setting("remote name", ConfiguredTunnels::identity, null),
                line("pre-shared-key").isPresent(),
                inTunnel("ip tunnel mtu", value -> known(Words.number(value.getFirst())), DEFAULT_MTU),
                inTunnel("ip tunnel tcp mss limit", value -> !value.getFirst().equals("off"), null),
                remote.value() == null || own == null ? List.of() : passages.between(remote.value(), own),
                passages.listIn(),
                remote.value() == null || link.address() == null
                        ? Fate.UNKNOWN
                        : passages.echo(remote.value(), link.address()),
                nat(link, own),
                routed(),
                carried(),
                remote.value() == null ? null : route(remote.value()).orElse(null),
                route("default").orElse(null),
                new TunnelGaps(config, number, gateway).of(remote.value(), link));
    }

    /** {@code ipsec auto refresh on} for all and not taken back for this gateway, and somewhere to go to. */
    private boolean starts() {
        boolean all = isOn(ConfigKey.global("ipsec auto refresh"));
        ConfigKey own = ConfigKey.global("ipsec auto refresh " + gateway);
        return all && (config.get(own).isEmpty() || isOn(own));
    }

    private boolean isOn(ConfigKey key) {
        return config.get(key)
                .filter(line -> line.words().getLast().equals("on"))
                .isPresent();
    }

    private Optional<ConfigLine> line(String command) {
        return config.get(ConfigKey.global("ipsec ike " + command + " " + gateway));
    }

    private <T> Setting<T> setting(String command, Function<List<String>, @Nullable T> reader, @Nullable T byDefault) {
        return setting(line(command), reader, byDefault);
    }

    private <T> Setting<T> inTunnel(String command, Function<List<String>, @Nullable T> reader, @Nullable T byDefault) {
        return setting(config.get(new ConfigKey(new Context.Tunnel(number), Words.split(command))), reader, byDefault);
    }

    private static <T> Setting<T> setting(
            Optional<ConfigLine> found, Function<List<String>, @Nullable T> reader, @Nullable T byDefault) {
        return found.map(line ->
                        new Setting<T>(line.value().isEmpty() ? null : reader.apply(line.value()), line.masked()))
                .orElse(new Setting<>(byDefault, null));
    }

    private Setting<Boolean> onOff(String command) {
        return setting(command, value -> value.getFirst().equals("on"), false);
    }

    /** IKEv2's and IKEv1's word for the same SA (yamaha-rtx.md §4.3). */
    private Setting<Duration> life(String sa, String elder) {
        return setting(
                line("duration " + sa).or(() -> line("duration " + elder)),
                value -> seconds(value.getFirst()),
                Duration.ofSeconds(DEFAULT_LIFE));
    }

    private static <T> Setting<T> ofPolicy(
            Optional<ConfigLine> line, int word, Function<String, @Nullable T> reader, @Nullable T byDefault) {
        return line.map(l -> new Setting<T>(
                        l.words().size() > word ? reader.apply(l.words().get(word)) : byDefault, l.masked()))
                .orElse(new Setting<>(null, null));
    }

    private static @Nullable Integer known(int number) {
        return number > 0 ? number : null;
    }

    private static @Nullable Duration seconds(String word) {
        return Words.number(word) > 0 ? Duration.ofSeconds(Words.number(word)) : null;
    }

    private static @Nullable DhGroup group(String word) {
        return switch (word) {
            case "modp1024" -> DhGroup.MODP_1024;
            case "modp1536" -> DhGroup.MODP_1536;
            case "modp2048" -> DhGroup.MODP_2048;
            default -> null;
        };
    }

    private static @Nullable Encryption encryption(String word) {
        return switch (word) {
            case "aes-cbc" -> Encryption.AES_CBC_128;
            case "aes256-cbc" -> Encryption.AES_CBC_256;
            default -> null;
        };
    }

    private static @Nullable Hash hash(String word) {
        return switch (word) {
            case "sha" -> Hash.SHA1;
            case "sha256" -> Hash.SHA2_256;
            case "sha384" -> Hash.SHA2_384;
            case "sha512" -> Hash.SHA2_512;
            default -> null;
        };
    }

    /** {@code any}, a name, {@code ipcp pp 1} and the like are no addresses. */
    private static @Nullable String address(List<String> value) {
        String word = value.getFirst();
        return Destinations.network(word).filter(n -> n.prefixLength() == 32).isPresent() ? word : null;
    }

    private static @Nullable Identity identity(List<String> value) {
        String type = value.size() > 1 ? value.get(1) : "";
        Identity.Type known = switch (type) {
            case "ipv4-addr" -> Identity.Type.IPV4;
            case "fqdn" -> Identity.Type.FQDN;
            case "user-fqdn", "rfc822-addr" -> Identity.Type.EMAIL;
            case "key-id" -> Identity.Type.KEY_ID;
            default -> null;
        };
        return known == null ? null : new Identity(known, value.getFirst());
    }

    private @Nullable Nat nat(LinkState link, @Nullable String own) {
        Integer descriptor = link.natDescriptor();
        if (descriptor == null || !NatPlan.masquerades(config, descriptor)) {
            return null;
        }
        return new Nat(
                descriptor,
                java.util.Arrays.stream(Packets.values())
                        .filter(packets ->
                                own != null && NatPlan.leads(config, descriptor, port(packets), own, link.address()))
                        .toList());
    }

    static int port(Packets packets) {
        return switch (packets) {
            case IKE -> 500;
            case NAT_TRAVERSAL -> 4500;
            case ESP -> 0;
        };
    }

    private List<String> routed() {
        return config.routes().stream()
                .filter(route -> route.anyThrough(Set.of(number)))
                .map(RouteLine::destination)
                .toList();
    }

    /** One row for each gateway of a route (yamaha-rtx.md §3.5). */
    private List<String> carried() {
        List<String> routed = routed();
        return config.surroundings().routes().rows().stream()
                .filter(row -> row.interfaceName().equals("tunnel" + number))
                .map(row -> Destinations.canonical(row.destination()))
                .filter(routed::contains)
                .distinct()
                .toList();
    }

    /** The longest prefix wins; of several gateways the first that isn't only for when the others are down. */
    private Optional<Route> route(String destination) {
        return route(config, destination);
    }

    static Optional<Route> route(RtxConfig config, String destination) {
        Optional<Cidr> wanted = Destinations.network(destination);
        return config.surroundings().routes().rows().stream()
                .filter(row -> wanted.isPresent()
                        && Destinations.network(row.destination())
                                .filter(network -> network.contains(wanted.get()))
                                .isPresent())
                .min(Comparator.<dev.ipsecsites.router.yamaha.show.RouteTable.Row>comparingInt(
                                row -> -Destinations.network(row.destination())
                                        .map(Cidr::prefixLength)
                                        .orElse(0))
                        .thenComparing(row -> row.hidden())
                        .thenComparing(row -> row.additional().startsWith("w(0)")))
                .map(row -> new Route(row.destination(), row.interfaceName(), row.gateway()));
    }
}
