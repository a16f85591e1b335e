package dev.ipsecsites.router.yamaha.config;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A static entry of a NAT descriptor: it says where packets go that come in from outside (REF 23.6, 23.8). */
record NatEntry(ConfigLine line, int descriptor, int id) {
    /** {@code … static D K INNER PROTOCOL [[OUTER-PORT=]INNER-PORT]}. */
    static final String MASQUERADE = "nat descriptor masquerade static";

    /** {@code … static D K OUTER=INNER [COUNT]} or {@code … OUTER=INNER/MASK}: whole addresses. */
    private static final String ADDRESSES = "nat descriptor static";

    private static final int ESP_PORT = 0;
    private static final Set<String> ESP = Set.of("esp", "50");
    private static final Set<String> UDP = Set.of("udp", "17");
    private static final long ALL_ONES = 0xFFFF_FFFFL;

    /** @param port of UDP; 0 for ESP */
    record Target(String address, int port) {}

    static Optional<NatEntry> of(ConfigLine line) {
        boolean masquerade = line.startsWith(MASQUERADE);
        int at = masquerade ? 4 : 3;
        if (!(masquerade || line.startsWith(ADDRESSES)) || line.words().size() < (masquerade ? 8 : 6)) {
            return Optional.empty();
        }
        int descriptor = Words.number(line.words().get(at));
        int id = Words.number(line.words().get(at + 1));
        return descriptor < 0 || id < 0 ? Optional.empty() : Optional.of(new NatEntry(line, descriptor, id));
    }

    /**
     * Where it leads packets of UDP, or of ESP; empty where it is about others.
     *
     * @param port to which they come outside; 0 for ESP
     * @param outside address to which they come; null where it isn't known
     */
    Optional<Target> target(int port, @Nullable String outside) {
        return line.startsWith(MASQUERADE)
                ? masqueraded(port)
                : Optional.ofNullable(outside).flatMap(this::inner).map(address -> new Target(address, port));
    }

    private Optional<Target> masqueraded(int port) {
        String inner = line.words().get(6);
        String protocol = line.words().get(7);
        if (port == ESP_PORT) {
            return ESP.contains(protocol) ? Optional.of(new Target(inner, port)) : Optional.empty();
        }
        return UDP.contains(protocol)
                ? innerPort(line.words().getLast(), port).map(to -> new Target(inner, to))
                : Optional.empty();
    }

    /** What comes in from outside goes from the port before the sign to that behind it; without one it keeps its port. */
    private static Optional<Integer> innerPort(String list, int port) {
        for (String ports : list.split(",", -1)) {
            int sign = ports.indexOf('=');
            Optional<PortRange> outer = PortRange.of(sign < 0 ? ports : ports.substring(0, sign));
            Optional<PortRange> inner = PortRange.of(ports.substring(sign + 1));
            if (outer.isPresent() && inner.isPresent() && outer.get().contains(port)) {
                return Optional.of(inner.get().first() + port - outer.get().first());
            }
        }
        return Optional.empty();
    }

    private Optional<String> inner(String outside) {
        String pair = line.words().get(5);
        int sign = pair.indexOf('=');
        int slash = pair.indexOf('/');
        OptionalLong outer = Ipv4.parse(pair.substring(0, Math.max(0, sign)));
        OptionalLong inner = Ipv4.parse(pair.substring(sign + 1, slash < 0 ? pair.length() : slash));
        OptionalLong mask = slash < 0 ? OptionalLong.of(ALL_ONES) : Ipv4.mask(pair.substring(slash + 1));
        OptionalLong wanted = Ipv4.parse(outside);
        if (outer.isEmpty() || inner.isEmpty() || mask.isEmpty() || wanted.isEmpty()) {
            return Optional.empty();
        }
        int count = line.words().size() > 6 ? Words.number(line.words().get(6)) : 1;
        long size = slash < 0 ? count : (ALL_ONES & ~mask.getAsLong()) + 1;
        long offset = wanted.getAsLong() - (outer.getAsLong() & mask.getAsLong());
        return offset >= 0 && offset < size
                ? Optional.of(Ipv4.text((inner.getAsLong() & mask.getAsLong()) + offset))
                : Optional.empty();
    }
}
