package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.AppliedLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * In what running and saved configuration differ (DESIGN §9.11). The console's settings don't count, they are put back by themselves; nor do passwords
 * that are printed as {@code *} in one and encrypted in the other.
 */
public final class UnsavedLines {
    private static final List<String> CONSOLE = List.of("console character", "console columns", "console lines");

    private final RtxConfig saved;
    private final RtxConfig running;

    public UnsavedLines(RtxConfig saved, RtxConfig running) {
        this.saved = saved;
        this.running = running;
    }

    /** Every line that differs, masked: {@code +} stands only in the running configuration, {@code -} only in the saved one. */
    public List<String> all() {
        return Stream.concat(
                        only(running, saved).map(line -> "+ " + line.masked()),
                        only(saved, running).map(line -> "- " + line.masked()))
                .toList();
    }

    /** Those of them that {@code ours} doesn't explain. */
    public List<String> foreign(AppliedLines ours) {
        Applied applied = Applied.of(ours);
        Set<String> entries = Set.copyOf(ours.lines());
        return Stream.concat(
                        only(running, saved)
                                .filter(line -> !explained(line, saved, applied, entries))
                                .map(line -> "+ " + line.masked()),
                        only(saved, running)
                                .filter(line -> !explained(line, running, applied, entries))
                                .map(line -> "- " + line.masked()))
                .toList();
    }

    private static boolean explained(ConfigLine line, RtxConfig other, Applied applied, Set<String> entries) {
        return applied.contains(line)
                || entries.contains(Applied.beforeEntry(line))
                || differsInOurFiltersOnly(line, other, applied);
    }

    /** A filter list belongs to somebody else; only its members between {@code numbers.filters} are ours. */
    private static boolean differsInOurFiltersOnly(ConfigLine line, RtxConfig other, Applied applied) {
        if (!FilterList.isList(line)) {
            return false;
        }
        Set<Integer> ours = applied.filters();
        return other.get(line.key())
                .filter(FilterList::isList)
                .map(there -> FilterList.of(there)
                        .without(ours)
                        .line()
                        .equals(FilterList.of(line).without(ours).line()))
                .orElse(false);
    }

    private static Stream<ConfigLine> only(RtxConfig here, RtxConfig there) {
        Map<List<String>, Integer> count = new LinkedHashMap<>();
        for (ConfigLine line : there.lines().values()) {
            count.merge(comparable(line), 1, Integer::sum);
        }
        List<ConfigLine> only = new ArrayList<>();
        for (ConfigLine line : here.lines().values()) {
            boolean console = CONSOLE.stream().anyMatch(line::startsWith);
            if (!console && count.merge(comparable(line), -1, Integer::sum) < 0) {
                only.add(line);
            }
        }
        return only.stream();
    }

    /** A login's password reads {@code *} or encrypted, depending on who prints it; keys and everything else read the same. */
    private static List<String> comparable(ConfigLine line) {
        List<String> words = new ArrayList<>();
        words.add(line.context().toString());
        int length = line.startsWith("login user")
                ? 3
                : line.startsWith("login password") || line.startsWith("administrator password")
                        ? 2
                        : line.startsWith("sshd host key") ? 4 : line.words().size();
        words.addAll(line.words().subList(0, Math.min(length, line.words().size())));
        return words;
    }
}
