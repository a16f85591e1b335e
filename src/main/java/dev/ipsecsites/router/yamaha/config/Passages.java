package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.ConfiguredTunnel.Fate;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.ConfiguredTunnel.Passage;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the secure filters of a WAN interface do with IKE and ESP of one peer (yamaha-rtx.md §4.6): the first match decides, no match
 * means discarded, without a list everything passes. Pure.
 */
final class Passages {
    private final RtxConfig config;
    private final LinkState link;

    Passages(RtxConfig config, LinkState link) {
        this.config = config;
        this.link = link;
    }

    List<Passage> between(String peer, String own) {
        List<Passage> passages = new ArrayList<>();
        for (Packets packets : Packets.values()) {
            passages.add(inbound(packets, peer, own));
            passages.add(judge(packets, false, packet(packets, own, peer), list("out")));
        }
        return passages;
    }

    /** An answer to a ping of the router's own; no dynamic filter lets it in (yamaha-rtx.md §4.6). */
    Fate echo(String peer, String own) {
        Fate out = judge(Packets.ESP, false, FilterRule.Packet.echo(own, peer), list("out"))
                .fate();
        Fate in = judge(Packets.ESP, true, FilterRule.Packet.echoReply(peer, own), list("in"))
                .fate();
        return out == Fate.PASSES ? in : out;
    }

    /** A dynamic filter on the way out lets answers in that no static one does; which, depends on what was sent. */
    private Passage inbound(Packets packets, String peer, String own) {
        Passage passage = judge(packets, true, packet(packets, peer, own), list("in"));
        boolean mayBeOpened = packets != Packets.ESP
                && list("out").filter(list -> list.tail().size() > 1).isPresent();
        return passage.fate() == Fate.DROPPED && mayBeOpened
                ? new Passage(
                        packets, true, Fate.UNKNOWN, passage.why() + ", unless a dynamic filter lets the answer in")
                : passage;
    }

    private static FilterRule.Packet packet(Packets packets, String source, String destination) {
        return packets == Packets.ESP
                ? FilterRule.Packet.esp(source, destination)
                : FilterRule.Packet.udp(source, destination, ConfiguredTunnels.port(packets));
    }

    private Passage judge(Packets packets, boolean inbound, FilterRule.Packet packet, Optional<FilterList> list) {
        if (list.isEmpty()) {
            return new Passage(packets, inbound, Fate.PASSES, null);
        }
        for (int number : list.get().members()) {
            ConfigLine line =
                    config.get(ConfigKey.global("ip filter " + number)).orElse(null);
            FilterRule rule = line == null ? null : FilterRule.of(line).orElse(null);
            FilterRule.Verdict verdict = rule == null ? FilterRule.Verdict.NO_MATCH : rule.judge(packet);
            if (verdict != FilterRule.Verdict.NO_MATCH) {
                return new Passage(packets, inbound, fate(verdict), masked(line));
            }
        }
        return new Passage(
                packets,
                inbound,
                Fate.DROPPED,
                "no filter of \"" + list.get().line().masked() + "\" matches");
    }

    private static @Nullable String masked(@Nullable ConfigLine line) {
        return line == null ? null : line.masked();
    }

    private static Fate fate(FilterRule.Verdict verdict) {
        return switch (verdict) {
            case PASS -> Fate.PASSES;
            case REJECT -> Fate.DROPPED;
            case NO_MATCH, UNKNOWN -> Fate.UNKNOWN;
        };
    }

    /** Such as {@code ip pp secure filter in}, or {@code ip filter set WAN in} where the interface names a set. */
    @Nullable
    String listIn() {
        return FilterPlan.list(config, link.interfaceName(), "in")
                .map(line -> String.join(" ", line.key().words()))
                .orElse(null);
    }

    private Optional<FilterList> list(String direction) {
        return FilterPlan.list(config, link.interfaceName(), direction).map(FilterList::of);
    }
}
