package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Our packet filters: their numbers, their definitions, and their places in lists that are there. Where an interface has no list none is made:
 * it would discard everything else (yamaha-rtx.md §4.6).
 */
final class FilterPlan {
    private static final int FILTER_SET_LIMIT = 1001;

    private final RouterIntent.Numbers range;
    private final RtxConfig running;
    private final Applied applied;
    private final RtxModel model;
    private final Map<PacketFilter, Integer> numbers = new LinkedHashMap<>();
    private final Map<ConfigKey, Set<Integer>> members = new LinkedHashMap<>();
    private final Function<Integer, @Nullable FilterRule> definitions;
    private final Set<Integer> ours;

    FilterPlan(RouterIntent.Numbers range, RtxConfig running, Applied applied, RtxModel model) {
        this.range = range;
        this.running = running;
        this.applied = applied;
        this.model = model;
        this.definitions = number -> running.get(ConfigKey.global("ip filter " + number))
                .flatMap(FilterRule::of)
                .orElse(null);
        this.ours = new TreeSet<>(applied.filters());
    }

    /** What a tunnel needs: inbound filters always, as in the article; outbound ones only where a list stops IKE. */
    void want(TunnelIntent tunnel, Endpoint end) {
        place(
                PacketFilter.between(tunnel.remoteAddress(), end.localAddress(), end.natTraversal()),
                list(end.link(), "in"),
                tunnel);
        Optional<ConfigLine> out = list(end.link(), "out");
        if (out.isPresent()) {
            FilterList others = FilterList.of(out.get()).without(ours);
            List<PacketFilter> stopped =
                    PacketFilter.between(end.localAddress(), tunnel.remoteAddress(), end.natTraversal()).stream()
                            .filter(filter -> !others.passes(filter.packet(), definitions))
                            .toList();
            place(stopped, out, tunnel);
        }
    }

    private void place(List<PacketFilter> filters, Optional<ConfigLine> list, TunnelIntent tunnel) {
        for (PacketFilter filter : filters) {
            int number = numbers.computeIfAbsent(filter, f -> number(f, tunnel));
            ours.add(number);
            list.ifPresent(line -> members.computeIfAbsent(line.key(), key -> new LinkedHashSet<>())
                    .add(number));
        }
    }

    private Optional<ConfigLine> list(Link link, String direction) {
        return list(running, link.interfaceName(), direction);
    }

    /** The list in force on an interface, or the set that it names; empty where nothing filters. */
    static Optional<ConfigLine> list(RtxConfig running, String interfaceName, String direction) {
        InterfaceRef ref = InterfaceRef.of(interfaceName);
        Optional<ConfigLine> set = running.get(ref.key("secure filter name"))
                .filter(line -> line.words().size() > 5);
        ConfigKey key = set.isPresent()
                ? new ConfigKey(
                        Context.global(),
                        List.of("ip", "filter", "set", set.get().words().get(5), direction))
                : ref.key("secure filter " + direction);
        return running.get(key).filter(FilterList::isList);
    }

    /** The number that this very filter has had, else the lowest that nobody uses. */
    private int number(PacketFilter filter, TunnelIntent tunnel) {
        Values live = new Values(false);
        for (int number : applied.filters()) {
            if (range.allowsFilter(number)
                    && !numbers.containsValue(number)
                    && applied.contains(Line.global(filter.define(number, live)).setting())) {
                return number;
            }
        }
        for (int number = range.firstFilter(); number <= range.lastFilter(); number++) {
            if (isFree(number)) {
                return number;
            }
        }
        throw new RefusedException(
                "NumberOutOfRange",
                "no filter number is free in numbers.filters " + range.firstFilter() + "-" + range.lastFilter()
                        + ": allow more",
                tunnel.name());
    }

    private boolean isFree(int number) {
        return !ours.contains(number)
                && running.get(ConfigKey.global("ip filter " + number)).isEmpty()
                && running.filterLists().stream()
                        .noneMatch(list -> FilterList.of(list).members().contains(number));
    }

    /** Definitions of what is wanted. */
    List<Line> lines() {
        Values live = new Values(false);
        return numbers.entrySet().stream()
                .map(entry -> Line.global(entry.getKey().define(entry.getValue(), live)))
                .toList();
    }

    /** Every list as it should be, ours put in and ours taken out; foreign members keep their order. */
    List<ConfigLine> lists() {
        List<ConfigLine> lists = new ArrayList<>();
        for (ConfigLine line : running.filterLists()) {
            FilterList now = FilterList.of(line);
            List<Integer> wanted = List.copyOf(members.getOrDefault(line.key(), Set.of()));
            FilterList then = changed(now, wanted);
            check(now, then);
            lists.add(then.line());
        }
        return lists;
    }

    private FilterList changed(FilterList now, List<Integer> wanted) {
        Set<Integer> leaving = new TreeSet<>(ours);
        wanted.forEach(leaving::remove);
        int catchAll = now.catchAll(definitions);
        boolean inPlace = now.members().subList(0, catchAll).containsAll(wanted);
        return inPlace ? now.without(leaving) : now.without(ours).with(wanted, definitions);
    }

    private void check(FilterList now, FilterList then) {
        String what = then.line().key().toString();
        if (then.members().isEmpty() && then.tail().isEmpty()) {
            throw new RefusedException(
                    "FilterListWouldBeEmpty",
                    what + " holds our filters only; without them the list would be gone and the interface open: put a"
                            + " filter of your own into it first",
                    null);
        }
        boolean set = then.line().startsWith("ip filter set");
        int limit = set ? FILTER_SET_LIMIT : model.filterListLimit();
        int size = then.members().size() + Math.max(0, then.tail().size() - 1);
        int length = String.join(" ", then.line().words()).length();
        if (then.members().size() > now.members().size() && (size > limit || length > CommandLine.LONGEST)) {
            throw new RefusedException(
                    "FilterListFull",
                    what + " would have " + size + " filters in " + length + " characters; " + model.printed()
                            + " takes " + limit + " and " + CommandLine.LONGEST + ": join or remove some",
                    null);
        }
    }

    /** Definitions of ours that nobody needs any more; to be taken away after the lists. */
    List<ConfigKey> leaving() {
        return applied.filters().stream()
                .filter(number -> !numbers.containsValue(number))
                .map(number -> ConfigKey.global("ip filter " + number))
                .toList();
    }
}
