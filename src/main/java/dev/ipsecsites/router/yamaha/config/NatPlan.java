package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.TunnelIntent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Static masquerade entries that let IKE and ESP in where the link is translated (yamaha-rtx.md §4.5). An entry that somebody else has made
 * for the same address and port serves us too and stays theirs.
 */
final class NatPlan {
    private static final int IKE = 500;
    private static final int NAT_T = 4500;
    private static final int ESP = 0;
    private static final int LARGEST_NUMBER = Integer.MAX_VALUE;

    /** @param port UDP port outside and inside; 0 for ESP */
    private record Service(int descriptor, int port) {
        @Override
        public String toString() {
            return port == 0 ? "esp" : "udp " + port;
        }
    }

    private final RtxConfig running;
    private final Applied applied;
    private final Map<Service, Line> wanted = new LinkedHashMap<>();
    private final Map<Service, String> inner = new LinkedHashMap<>();

    NatPlan(RtxConfig running, Applied applied) {
        this.running = running;
        this.applied = applied;
    }

    void want(TunnelIntent tunnel, Endpoint end) {
        Integer descriptor = end.link().natDescriptor();
        if (descriptor == null || !masquerades(descriptor)) {
            return;
        }
        want(new Service(descriptor, IKE), end, tunnel);
        want(new Service(descriptor, ESP), end, tunnel);
        if (end.natTraversal()) {
            want(new Service(descriptor, NAT_T), end, tunnel);
        }
    }

    private boolean masquerades(int descriptor) {
        return masquerades(running, descriptor);
    }

    static boolean masquerades(RtxConfig running, int descriptor) {
        return running.get(ConfigKey.global("nat descriptor type " + descriptor))
                .filter(line -> line.value().stream().anyMatch(word -> word.contains("masquerade")))
                .isPresent();
    }

    private void want(Service service, Endpoint end, TunnelIntent tunnel) {
        String address = end.localAddress();
        String other = inner.putIfAbsent(service, address);
        if (other != null && !other.equals(address)) {
            throw conflict(service, other, address, tunnel);
        }
        NatEntry.Target needed = new NatEntry.Target(address, service.port());
        String outside = end.link().address();
        List<NatEntry.Target> foreign = entries(running, service.descriptor())
                .filter(entry -> !applied.owns(entry.line().key()))
                .flatMap(entry -> entry.target(service.port(), outside).stream())
                .toList();
        foreign.stream().filter(target -> !target.equals(needed)).findFirst().ifPresent(target -> {
            boolean samePort = target.port() == service.port();
            throw conflict(service, target.address() + (samePort ? "" : " port " + target.port()), address, tunnel);
        });
        if (foreign.isEmpty()) {
            wanted.putIfAbsent(service, Line.global(line(service, address)));
        }
    }

    private CommandLine line(Service service, String address) {
        return CommandLine.of(NatEntry.MASQUERADE)
                .number("nat descriptor", service.descriptor(), 1, LARGEST_NUMBER)
                .number("nat entry", ownId(service).orElseGet(() -> freeId(service)), 1, LARGEST_NUMBER)
                .address("link address", address)
                .keywords(service.toString());
    }

    private static RefusedException conflict(Service service, String there, String address, TunnelIntent tunnel) {
        return new RefusedException(
                "NatEntryInUse",
                "nat descriptor " + service.descriptor() + " leads " + service + " to " + there
                        + ", this tunnel needs it at " + address + ": free it, or use another link",
                tunnel.name());
    }

    /** Of the entry that we have now. */
    private Optional<Integer> ownId(Service service) {
        return entries(running, service.descriptor())
                .filter(entry -> applied.owns(entry.line().key()))
                .filter(entry -> entry.target(service.port(), null).isPresent())
                .map(NatEntry::id)
                .findFirst();
    }

    /** The id that we have had for this service, else the lowest that is free. */
    private int freeId(Service service) {
        for (ConfigKey key : applied.keys()) {
            if (key.startsWith(NatEntry.MASQUERADE)
                    && applied.lines(key).stream().anyMatch(line -> isAbout(line, service))) {
                return Words.number(key.words().get(5));
            }
        }
        int id = 1;
        while (isTaken(service.descriptor(), id)) {
            id++;
        }
        return id;
    }

    private boolean isTaken(int descriptor, int id) {
        ConfigKey key = ConfigKey.global(NatEntry.MASQUERADE + " " + descriptor + " " + id);
        return running.get(key).isPresent()
                || wanted.values().stream()
                        .anyMatch(line -> line.setting().key().equals(key));
    }

    private static boolean isAbout(ConfigLine line, Service service) {
        return NatEntry.of(line)
                .filter(entry -> entry.descriptor() == service.descriptor())
                .flatMap(entry -> entry.target(service.port(), null))
                .isPresent();
    }

    /**
     * The router's own address to which an entry that isn't ours leads IKE.
     *
     * @param outside the link's address; null where it isn't known
     */
    static Optional<String> innerAddress(RtxConfig running, Applied applied, int descriptor, @Nullable String outside) {
        return entries(running, descriptor)
                .filter(entry -> !applied.owns(entry.line().key()))
                .flatMap(entry -> entry.target(IKE, outside).stream())
                .filter(target -> target.port() == IKE)
                .map(NatEntry.Target::address)
                .filter(running::owns)
                .findFirst();
    }

    /**
     * Whether a static entry leads packets from outside to an address; {@code port} 0 is ESP.
     *
     * @param outside the link's address; null where it isn't known
     */
    static boolean leads(RtxConfig running, int descriptor, int port, String inner, @Nullable String outside) {
        NatEntry.Target wanted = new NatEntry.Target(inner, port);
        return entries(running, descriptor)
                .anyMatch(entry ->
                        entry.target(port, outside).filter(wanted::equals).isPresent());
    }

    private static Stream<NatEntry> entries(RtxConfig running, int descriptor) {
        return running.startingWith("nat descriptor").stream()
                .flatMap(line -> NatEntry.of(line).stream())
                .filter(entry -> entry.descriptor() == descriptor);
    }

    List<Line> lines() {
        return List.copyOf(wanted.values());
    }

    /** Entries of ours that nobody needs any more. */
    List<ConfigKey> leaving() {
        return applied.keys().stream()
                .filter(key -> key.startsWith(NatEntry.MASQUERADE))
                .filter(key -> wanted.values().stream()
                        .noneMatch(line -> line.setting().key().equals(key)))
                .toList();
    }
}
