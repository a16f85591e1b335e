package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Static masquerade entries that let IKE and ESP in where the link is translated (yamaha-rtx.md §4.5). An entry that somebody else has made
 * for the same address serves us too and stays theirs.
 */
final class NatPlan {
    private static final String COMMAND = "nat descriptor masquerade static";
    private static final int LARGEST_NUMBER = Integer.MAX_VALUE;

    /** @param port UDP port; 0 for ESP */
    private record Service(int descriptor, int port) {
        @Override
        public String toString() {
            return port == 0 ? "esp" : "udp " + port;
        }
    }

    private record Entry(int id, Service service, String inner, ConfigLine line) {}

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
        want(new Service(descriptor, 500), end.localAddress(), tunnel);
        want(new Service(descriptor, 0), end.localAddress(), tunnel);
        if (end.natTraversal()) {
            want(new Service(descriptor, 4500), end.localAddress(), tunnel);
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

    private void want(Service service, String address, TunnelIntent tunnel) {
        String other = inner.putIfAbsent(service, address);
        if (other != null && !other.equals(address)) {
            throw conflict(service, other, address, tunnel);
        }
        Optional<Entry> there = entries().stream()
                .filter(entry -> entry.service().equals(service))
                .findFirst();
        if (there.isPresent()
                && there.get().inner().equals(address)
                && !applied.contains(there.get().line())) {
            return;
        }
        if (there.isPresent()
                && !there.get().inner().equals(address)
                && !applied.owns(there.get().line().key())) {
            throw conflict(service, there.get().inner(), address, tunnel);
        }
        int id = there.map(Entry::id).orElseGet(() -> freeId(service));
        CommandLine line = CommandLine.of(COMMAND)
                .number("nat descriptor", service.descriptor(), 1, LARGEST_NUMBER)
                .number("nat entry", id, 1, LARGEST_NUMBER)
                .address("link address", address)
                .keywords(service.toString());
        wanted.putIfAbsent(service, Line.global(line));
    }

    private static RefusedException conflict(Service service, String there, String address, TunnelIntent tunnel) {
        return new RefusedException(
                "NatEntryInUse",
                "nat descriptor " + service.descriptor() + " leads " + service + " to " + there
                        + ", this tunnel needs it at " + address + ": free it, or use another link",
                tunnel.name());
    }

    /** The id that we have had for this service, else the lowest that is free. */
    private int freeId(Service service) {
        for (ConfigKey key : applied.keys()) {
            if (key.startsWith(COMMAND)
                    && applied.lines(key).stream()
                            .anyMatch(line -> entry(line)
                                    .filter(e -> e.service().equals(service))
                                    .isPresent())) {
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
        ConfigKey key = ConfigKey.global(COMMAND + " " + descriptor + " " + id);
        return running.get(key).isPresent()
                || wanted.values().stream()
                        .anyMatch(line -> line.setting().key().equals(key));
    }

    /** The router's own address to which an entry that isn't ours leads IKE. */
    static Optional<String> innerAddress(RtxConfig running, Applied applied, int descriptor) {
        return entries(running).stream()
                .filter(entry -> entry.service().equals(new Service(descriptor, 500)))
                .filter(entry -> !applied.owns(entry.line().key()))
                .map(Entry::inner)
                .filter(running::owns)
                .findFirst();
    }

    /** Whether a static entry leads packets from outside to an address; {@code port} 0 is ESP. */
    static boolean leads(RtxConfig running, int descriptor, int port, String inner) {
        return entries(running).stream()
                .anyMatch(entry -> entry.service().equals(new Service(descriptor, port))
                        && entry.inner().equals(inner));
    }

    private List<Entry> entries() {
        return entries(running);
    }

    private static List<Entry> entries(RtxConfig running) {
        List<Entry> entries = new ArrayList<>();
        running.startingWith(COMMAND).forEach(line -> entry(line).ifPresent(entries::add));
        return entries;
    }

    /** {@code … static D K INNER PROTOCOL [OUTER] [[PORT=]PORT]}; other protocols are no matter of ours. */
    private static Optional<Entry> entry(ConfigLine line) {
        List<String> words = line.words();
        if (words.size() < 8) {
            return Optional.empty();
        }
        int descriptor = Words.number(words.get(4));
        int id = Words.number(words.get(5));
        String last = words.getLast();
        int port = switch (words.get(7)) {
            case "esp", "50" -> 0;
            case "udp", "17" -> Words.number(last.substring(last.indexOf('=') + 1));
            default -> -1;
        };
        return port < 0 || descriptor < 0 || id < 0
                ? Optional.empty()
                : Optional.of(new Entry(id, new Service(descriptor, port), words.get(6), line));
    }

    List<Line> lines() {
        return List.copyOf(wanted.values());
    }

    /** Entries of ours that nobody needs any more. */
    List<ConfigKey> leaving() {
        return applied.keys().stream()
                .filter(key -> key.startsWith(COMMAND))
                .filter(key -> wanted.values().stream()
                        .noneMatch(line -> line.setting().key().equals(key)))
                .toList();
    }
}
