package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.PreSharedKeys;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.RunningConfig;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A configuration of an RTX as settings by key: order between top-level lines and nesting of IKE lines don't count, because they are
 * cosmetic (yamaha-rtx.md §3.1). Holds pre-shared keys in clear; prints none.
 */
public final class RtxConfig implements RunningConfig {
    private final Map<ConfigKey, ConfigLine> lines;
    private final Surroundings surroundings;

    private RtxConfig(Map<ConfigKey, ConfigLine> lines, Surroundings surroundings) {
        this.lines = Collections.unmodifiableMap(lines);
        this.surroundings = surroundings;
    }

    /**
     * Reads what {@code show config} printed.
     *
     * @param columns width at which the console wrapped it; 0 where it didn't
     */
    public static RtxConfig parse(String text, int columns) {
        return of(RtxConfigParser.parse(text, columns));
    }

    /**
     * A line of a file without what a person wrote behind it, as the article does. Not for what a router prints and is compared with:
     * it keeps no comments, and whatever looks like one there is a value.
     */
    public static String uncommented(String line) {
        int comment = Words.comment(line);
        return comment < line.length() ? line.substring(0, comment).stripTrailing() : line;
    }

    /** Lines of {@code show config} from a file, as they were before a console broke them at a width that nobody told. */
    public static List<String> unwrapped(List<String> lines) {
        return Wrapped.joined(lines, Wrapped.columns(lines));
    }

    static RtxConfig of(Collection<ConfigLine> lines) {
        Map<ConfigKey, ConfigLine> byKey = new LinkedHashMap<>();
        lines.forEach(line -> byKey.put(line.key(), line));
        return new RtxConfig(byKey, Surroundings.UNKNOWN);
    }

    /** The same with what the session saw of itself and of the routes in force. */
    public RtxConfig with(Surroundings seen) {
        return new RtxConfig(lines, seen);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    Map<ConfigKey, ConfigLine> lines() {
        return lines;
    }

    Optional<ConfigLine> get(ConfigKey key) {
        return Optional.ofNullable(lines.get(key));
    }

    List<ConfigLine> startingWith(String keywords) {
        return lines.values().stream().filter(line -> line.startsWith(keywords)).toList();
    }

    List<RouteLine> routes() {
        return startingWith("ip route").stream()
                .flatMap(line -> RouteLine.of(line).stream())
                .toList();
    }

    /**
     * Numbers on which a tunnel, a gateway or a policy stands, or which other lines take for one: our tunnels use one number for all three,
     * so each is in the way (yamaha-rtx.md §0, no. 10).
     */
    @Override
    public SortedSet<Integer> tunnelNumbers() {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (ConfigLine line : lines.values()) {
            numbers.addAll(NumberUse.of(line));
            numbers.addAll(NumberUse.claimed(line));
            numbers.addAll(NumberUse.used(line));
        }
        return numbers;
    }

    /** Lines that make a number used: of that tunnel, gateway or policy. */
    List<ConfigLine> linesOnNumber(int number) {
        return linesOf(NumberUse::of, number);
    }

    /** Lines that make a tunnel, gateway or policy of that number part of something else. */
    List<ConfigLine> linesClaiming(int number) {
        return linesOf(NumberUse::claimed, number);
    }

    /** Lines that use a tunnel or gateway of that number, whatever it is. */
    List<ConfigLine> linesUsing(int number) {
        return linesOf(NumberUse::used, number);
    }

    private List<ConfigLine> linesOf(Function<ConfigLine, Set<Integer>> numbers, int number) {
        return lines.values().stream()
                .filter(line -> numbers.apply(line).contains(number))
                .toList();
    }

    /** Whether {@code tunnel enable} or {@code pp enable} is there for one; both are disabled unless a line says so (yamaha-rtx.md §4.2). */
    boolean enables(String kind, int number) {
        return startingWith(kind + " enable").stream()
                .flatMap(line -> line.words().stream().skip(2))
                .anyMatch(word -> Words.covers(word, number));
    }

    /** The policy that a tunnel is bound to, as it is written; empty where it is bound to none. */
    Optional<String> policy(int tunnel) {
        return get(new ConfigKey(new Context.Tunnel(tunnel), List.of("ipsec", "tunnel")))
                .filter(line -> line.words().size() > 2)
                .map(line -> line.words().get(2));
    }

    /** Gateway id of that policy. */
    public Optional<Integer> gateway(int tunnel) {
        return policy(tunnel)
                .flatMap(policy -> get(ConfigKey.global("ipsec sa policy " + policy)))
                .filter(line -> line.words().size() > 4)
                .map(line -> Words.number(line.words().get(4)))
                .filter(n -> n > 0);
    }

    /** Number of the first NAT descriptor bound to an interface such as {@code pp1}. */
    public Optional<Integer> natDescriptor(String interfaceName) {
        return interfaceLine(interfaceName, "nat descriptor")
                .map(line -> Words.number(line.words().get(4)))
                .filter(n -> n > 0);
    }

    /** Address with its length as configured; {@code dhcp} where it comes from a server. */
    public Optional<String> address(String interfaceName) {
        return interfaceLine(interfaceName, "address").map(line -> line.words().get(3));
    }

    /** How a tunnel wraps its packets: {@code ipsec} unless a line says otherwise. */
    public String encapsulation(int tunnel) {
        return startingWith("tunnel encapsulation").stream()
                .filter(line -> line.context().equals(new Context.Tunnel(tunnel))
                        && line.words().size() > 2)
                .map(line -> line.words().get(2))
                .findFirst()
                .orElse("ipsec");
    }

    /** The tunnel whose lines a {@code tunnel template} writes to this one as well (yamaha-rtx.md §4.2). */
    public Optional<Integer> template(int tunnel) {
        return startingWith("tunnel template").stream()
                .filter(line -> NumberUse.of(line).contains(tunnel))
                .flatMap(line -> line.context() instanceof Context.Tunnel(int from) && from != tunnel
                        ? Stream.of(from)
                        : Stream.empty())
                .findFirst();
    }

    /** Whether a line gives this address to an interface. */
    boolean owns(String address) {
        return gives(address).findAny().isPresent();
    }

    /** The same without the line of a link that has got another address than the one it asks for. */
    boolean owns(String address, LinkState link) {
        boolean another = link.address() != null && !link.address().equals(address);
        ConfigKey asking = InterfaceRef.of(link.interfaceName()).key("address");
        return gives(address).anyMatch(line -> !another || !line.key().equals(asking));
    }

    private Stream<ConfigLine> gives(String address) {
        return lines.values().stream()
                .filter(line ->
                        line.words().size() > 2 && line.words().getFirst().equals("ip"))
                .filter(line -> line.words().contains("address"))
                .filter(line ->
                        line.words().stream().anyMatch(word -> word.equals(address) || word.startsWith(address + "/")));
    }

    private Optional<ConfigLine> interfaceLine(String interfaceName, String command) {
        InterfaceRef ref = InterfaceRef.of(interfaceName);
        return get(ref.key(command))
                .filter(line -> line.words().size() > ref.key(command).words().size());
    }

    /** Interfaces that have a list of secure filters. */
    Set<ConfigLine> filterLists() {
        Set<ConfigLine> lists = new LinkedHashSet<>();
        for (ConfigLine line : lines.values()) {
            if (FilterList.isList(line)) {
                lists.add(line);
            }
        }
        return lists;
    }

    @Override
    public Optional<ConfiguredTunnel> tunnel(int number, LinkState link) {
        return ConfiguredTunnels.of(this, number, link);
    }

    /** That of the first LAN, bridge or VLAN which doesn't lead outside. */
    @Override
    public Optional<String> insideAddress(List<LinkState> links) {
        return InsideAddresses.of(this, links).stream().findFirst();
    }

    /** Gateway and tunnel have one number where they are ours; a key in hexadecimal isn't ours. */
    @Override
    public Optional<Secret> preSharedKey(int number) {
        return startingWith("ipsec ike pre-shared-key " + number + " text").stream()
                .filter(line -> line.words().size() == 6)
                .map(line -> Secret.of(line.words().getLast()))
                .filter(key -> PreSharedKeys.problem(key).isEmpty())
                .findFirst();
    }

    @Override
    public Optional<ConfiguredTunnel.Route> route(String address) {
        return ConfiguredTunnels.route(this, address);
    }

    /** How many lines there are, and nothing of them. */
    @Override
    public String toString() {
        return "configuration of " + lines.size() + " lines";
    }
}
