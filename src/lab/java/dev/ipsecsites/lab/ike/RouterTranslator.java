package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.IkeConnection.Life;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The running configuration of an RTX as connections of strongSwan's: the router's end of each tunnel. Knows the router by the text that
 * {@code show config} prints, with passwords, and by {@link Box}.
 */
public final class RouterTranslator {
    /** Strongest first (yamaha-rtx.md §4.4). AES-192 can be negotiated though not configured. */
    private static final List<String> CIPHERS =
            List.of("AES_CBC_256", "AES_CBC_192", "AES_CBC_128", "DES3_CBC", "DES_CBC");

    private static final List<Integer> GROUPS = List.of(14, 5, 2, 1);
    private static final Set<String> WITH_LONG_HASHES = Set.of("RTX1300", "RTX3510");
    private static final List<String> EVERYTHING = List.of("0.0.0.0/0");
    private static final int LIFE_SECONDS = 28_800;

    /**
     * What the text doesn't tell.
     *
     * @param model as printed, such as {@code RTX1220}
     * @param dynamicAddresses by interface ({@code pp 1}, {@code lan2}): what PPP or DHCP gave
     */
    public record Box(String model, Map<String, String> dynamicAddresses) {
        public Box {
            dynamicAddresses = Map.copyOf(dynamicAddresses);
        }
    }

    private final RtxLines lines;
    private final RtxRoutes routes;
    private final Box box;

    private RouterTranslator(List<String> runningConfig, Box box) {
        lines = new RtxLines(runningConfig);
        this.box = box;
        routes = new RtxRoutes(lines, box.dynamicAddresses());
    }

    /** Every gateway that a line speaks of, lowest number first; a connection is named {@code gwNUMBER}. */
    public static List<RouterGateway> gateways(List<String> runningConfig, Box box) {
        RouterTranslator translator = new RouterTranslator(runningConfig, box);
        return translator.lines.gateways().stream().map(translator::gateway).toList();
    }

    private RouterGateway gateway(int gateway) {
        Optional<Integer> tunnel = lines.tunnelOf(gateway);
        Optional<IkeIdentity> own = identity("local name", gateway);
        Optional<IkeIdentity> expected = identity("remote name", gateway);
        Optional<PreSharedKey> key = key(gateway);
        Optional<String> remote = remote(gateway);
        Optional<String> source = source(gateway, remote);
        String version = lines.first("version", gateway, "1");
        boolean initiates = remote.isPresent() && lines.refreshes(gateway);
        String method = lines.first("auth method", gateway, "auto");
        String why = "";
        if (tunnel.filter(lines::enabled).isEmpty()) {
            why = "no enabled tunnel uses gateway " + gateway;
        } else if (key.isEmpty()) {
            why = "gateway " + gateway + " has no pre-shared key";
        } else if (own.isEmpty() || expected.isEmpty()) {
            why = "gateway " + gateway + " lacks a local or remote name";
        } else if (source.isEmpty()) {
            why = "no interface owns the local address of gateway " + gateway;
        } else if (tunnel.map(lines::policyOf).filter(p -> p.contains("esp")).isEmpty()) {
            why = "no ESP policy for gateway " + gateway;
        } else if (!method.equals("auto") && !method.equals("pre-shared-key")) {
            why = "gateway " + gateway + " authenticates by " + method;
        } else if (!initiates
                && lines.first("negotiation receive", gateway, "on").equals("off")) {
            why = "gateway " + gateway + " answers nobody, and may not start";
        }
        if (!why.isEmpty()) {
            return RouterGateway.silent(gateway, tunnel, why);
        }
        IkeConnection connection = new IkeConnection(
                "gw" + gateway,
                Integer.parseInt(version),
                source.orElseThrow(),
                remote.orElse("%any"),
                initiates,
                own.orElseThrow(),
                expected.orElseThrow(),
                key.orElseThrow(),
                List.of(ikeProposal(gateway)),
                List.of(childProposal(gateway, lines.policyOf(tunnel.orElseThrow()))),
                EVERYTHING,
                EVERYTHING,
                ikeLife(gateway),
                childLife(gateway),
                legacyExchange(gateway),
                keepalive(gateway).interval(),
                false);
        return new RouterGateway(
                gateway,
                tunnel,
                Optional.empty(),
                Optional.of(connection),
                answers(gateway, lines.policyOf(tunnel.orElseThrow())),
                limited(gateway),
                settings(gateway));
    }

    private boolean limited(int gateway) {
        return lines.first("proposal-limitation", gateway, "off").equals("on");
    }

    /** Type 1 makes a child SA anew through IKE_AUTH (yamaha-rtx.md §4.3). */
    private boolean legacyExchange(int gateway) {
        return lines.first("child-exchange type", gateway, "1").equals("1");
    }

    private String ikeProposal(int gateway) {
        int group = group(gateway);
        String cipher = cipher(lines.first("encryption", gateway, "3des-cbc"));
        String hash = hash(lines.first("hash", gateway, "sha"));
        if (limited(gateway)) {
            return words(List.of(cipher), List.of(hash), List.of(hash), List.of(group));
        }
        // The configured group is the KE payload's, whatever else is offered.
        Set<Integer> groups = new LinkedHashSet<>(List.of(group));
        groups.addAll(GROUPS);
        return words(CIPHERS, hashes(), hashes(), List.copyOf(groups));
    }

    /** Whether there is PFS is said by {@code ipsec ike pfs} alone, limited or not. */
    private String childProposal(int gateway, List<String> policy) {
        boolean pfs = lines.first("pfs", gateway, "off").equals("on");
        return childProposal(gateway, policy, pfs ? List.of(group(gateway)) : List.of());
    }

    /** Who answers follows the peer (yamaha-rtx.md §4.3, pfs): without a group, or with one that this end takes at all. */
    private List<String> answers(int gateway, List<String> policy) {
        return List.of(
                childProposal(gateway, policy, List.of()),
                childProposal(gateway, policy, limited(gateway) ? List.of(group(gateway)) : GROUPS));
    }

    private String childProposal(int gateway, List<String> policy, List<Integer> pfs) {
        if (!limited(gateway)) {
            return words(CIPHERS, hashes(), List.of(), pfs);
        }
        String cipher = cipher(ending(policy, "-cbc", "aes-cbc"));
        String hmac = ending(policy, "-hmac", "sha-hmac");
        return words(List.of(cipher), List.of(hash(hmac.substring(0, hmac.indexOf('-')))), List.of(), pfs);
    }

    private static String ending(List<String> words, String end, String otherwise) {
        return words.stream().filter(word -> word.endsWith(end)).findFirst().orElse(otherwise);
    }

    private static String words(List<String> ciphers, List<String> integrity, List<String> prf, List<Integer> groups) {
        List<String> words = new ArrayList<>();
        ciphers.forEach(cipher -> words.add(Transform.cipherKeyword(cipher)));
        integrity.forEach(hash -> words.add(Transform.integrityKeyword(hash)));
        prf.forEach(hash -> words.add(Transform.prfKeyword(hash)));
        groups.forEach(number -> words.add(Transform.groupKeyword(number)));
        return String.join("-", words);
    }

    private List<String> hashes() {
        return WITH_LONG_HASHES.contains(box.model())
                ? List.of("SHA512", "SHA384", "SHA256", "SHA1", "MD5")
                : List.of("SHA256", "SHA1", "MD5");
    }

    private static String cipher(String word) {
        return switch (word) {
            case "aes256-cbc" -> "AES_CBC_256";
            case "aes-cbc" -> "AES_CBC_128";
            case "3des-cbc" -> "DES3_CBC";
            case "des-cbc" -> "DES_CBC";
            default -> throw new IkeException("no cipher of an RTX: " + word);
        };
    }

    private static String hash(String word) {
        return word.equals("sha") ? "SHA1" : word.toUpperCase(Locale.ROOT);
    }

    private int group(int gateway) {
        return switch (lines.first("group", gateway, "modp1024")) {
            case "modp768" -> 1;
            case "modp1536" -> 5;
            case "modp2048" -> 14;
            default -> 2;
        };
    }

    private Optional<IkeIdentity> identity(String command, int gateway) {
        List<String> words = lines.ike(command, gateway);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        // Without its type a name is taken for a key id: the article's "is the trailing ipv4-addr missing?".
        String type = switch (words.size() > 1 ? words.get(1) : "key-id") {
            case "ipv4-addr" -> "ipv4";
            case "user-fqdn", "rfc822-addr" -> "email";
            case "fqdn" -> "fqdn";
            default -> "key-id";
        };
        return Optional.of(new IkeIdentity(type, words.getFirst()));
    }

    /** {@code text S}, or the octets in hexadecimal (yamaha-rtx.md §4.3). */
    private Optional<PreSharedKey> key(int gateway) {
        List<String> words = lines.ike("pre-shared-key", gateway);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String word = words.getLast();
        return Optional.of(
                words.size() == 1 ? new PreSharedKey(word.substring("0x".length())) : PreSharedKey.ofText(word));
    }

    /** Where to go: the remote address, else what the remote name stands for unless it is a key id (yamaha-rtx.md §4.3). */
    private Optional<String> remote(int gateway) {
        String typed = lines.first("remote address", gateway, "");
        List<String> name = lines.ike("remote name", gateway);
        if (typed.isEmpty() && name.size() > 1 && !name.get(1).equals("key-id")) {
            typed = name.getFirst();
        }
        String target = typed;
        return Networks.isAddress(target)
                ? Optional.of(target)
                : lines.host(target).filter(t -> !target.equals("any"));
    }

    /** Where from: an address that an interface owns, otherwise IKE never starts (yamaha-rtx.md §4.3). */
    private Optional<String> source(int gateway, Optional<String> remote) {
        List<String> typed = lines.ike("local address", gateway);
        if (typed.isEmpty()) {
            return remote.map(routes::sourceTowards).orElseGet(routes::outside);
        }
        if (typed.getFirst().equals("ipcp")) {
            return routes.addressOf("pp " + typed.getLast());
        }
        boolean owned = box.dynamicAddresses().containsValue(typed.getFirst())
                || lines.addresses().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(address -> Networks.host(address).equals(typed.getFirst()));
        return owned ? Optional.of(typed.getFirst()) : Optional.empty();
    }

    private Life ikeLife(int gateway) {
        Life typed =
                stretched(life("isakmp-sa", gateway), life("ipsec-sa", gateway).seconds());
        // The legacy exchange renews everything whenever the child SA is due.
        return legacyExchange(gateway)
                ? new Life(
                        typed.seconds(),
                        Math.min(typed.rekeySeconds(), life("ipsec-sa", gateway).rekeySeconds()),
                        0)
                : typed;
    }

    /** An IKE SA that would end before its child lives as long as that (yamaha-rtx.md §4.3), and is renewed as much later. */
    private static Life stretched(Life ike, long child) {
        return ike.seconds() >= child ? ike : new Life(child, ike.rekeySeconds() * child / ike.seconds(), 0);
    }

    private Life childLife(int gateway) {
        Life typed = life("ipsec-sa", gateway);
        return legacyExchange(gateway) ? new Life(typed.seconds(), 0, typed.kilobytes()) : typed;
    }

    private Life life(String kind, int gateway) {
        List<String> words = lines.ike("duration " + kind, gateway);
        long seconds = words.isEmpty() ? LIFE_SECONDS : Long.parseLong(words.getFirst());
        long kilobytes = words.size() > 1 && words.get(1).matches("\\d+") ? Long.parseLong(words.get(1)) : 0;
        int at = words.indexOf("rekey");
        String rekey = at < 0 || at + 1 >= words.size() ? "75%" : words.get(at + 1);
        long renewed = rekey.equals("off") ? 0 : seconds * Long.parseLong(rekey.replace("%", "")) / 100;
        return new Life(seconds, renewed, kilobytes);
    }

    private record Keepalive(int interval, int count) {}

    /** In IKEv2 every form but {@code icmp-echo} is RFC 4306's (yamaha-rtx.md §4.3). */
    private Keepalive keepalive(int gateway) {
        List<String> words = lines.ike("keepalive use", gateway);
        if (words.isEmpty() || !words.getFirst().equals("on") || words.contains("icmp-echo")) {
            return new Keepalive(0, 0);
        }
        List<Integer> numbers = words.stream()
                .filter(word -> word.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
        return new Keepalive(numbers.isEmpty() ? 10 : numbers.get(0), numbers.size() < 2 ? 6 : numbers.get(1));
    }

    private CharonSettings settings(int gateway) {
        Keepalive keepalive = keepalive(gateway);
        return keepalive.interval() == 0
                ? CharonSettings.ofKeepalive(5, 10)
                : CharonSettings.ofKeepalive(keepalive.interval(), keepalive.count());
    }
}
