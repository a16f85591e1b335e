package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.AppliedLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The record of our lines, by what they set. A record made before sending may hold two lines of one key: the one that is leaving and
 * the one that comes. Entries are {@link ConfigLine#masked()}. Two marks: {@code before: …} keeps a foreign line that ours took the place
 * of; {@code passing: …} is a line that we only replaced or put back, so that it explains an unsaved difference but isn't ours.
 */
final class Applied {
    private static final String BEFORE = "before: ";
    private static final String PASSING = "passing: ";
    private static final Pattern CONTEXT = Pattern.compile("(tunnel|pp) (\\S+): (.*)");

    private final Set<String> entries;
    private final Map<ConfigKey, List<ConfigLine>> byKey = new LinkedHashMap<>();
    private final Map<ConfigKey, ConfigLine> before = new LinkedHashMap<>();

    private Applied(Set<String> entries) {
        this.entries = entries;
    }

    static Applied of(AppliedLines lines) {
        var applied = new Applied(new LinkedHashSet<>(lines.lines()));
        for (String entry : lines.lines()) {
            if (entry.startsWith(BEFORE)) {
                ConfigLine line = read(entry.substring(BEFORE.length()));
                applied.before.put(line.key(), line);
            } else if (!entry.startsWith(PASSING)) {
                ConfigLine line = read(entry);
                applied.byKey
                        .computeIfAbsent(line.key(), key -> new ArrayList<>())
                        .add(line);
            }
        }
        return applied;
    }

    private static ConfigLine read(String entry) {
        var context = CONTEXT.matcher(entry);
        if (!context.matches()) {
            return ConfigLine.read(Context.global(), entry);
        }
        return context.group(1).equals("tunnel")
                ? ConfigLine.read(new Context.Tunnel(Words.number(context.group(2))), context.group(3))
                : ConfigLine.read(new Context.Pp(context.group(2)), context.group(3));
    }

    static String beforeEntry(ConfigLine foreign) {
        return BEFORE + foreign.masked();
    }

    static String passingEntry(ConfigLine line) {
        return PASSING + line.masked();
    }

    /** Everything that was recorded, in order. */
    Set<String> entries() {
        return entries;
    }

    /** Whether we know where a line comes from: ours, or one that we replaced or put back. */
    boolean explains(ConfigLine line) {
        return contains(line) || entries.contains(passingEntry(line)) || entries.contains(beforeEntry(line));
    }

    /** Whether we wrote exactly this line; of a secret only that we wrote one. */
    boolean contains(ConfigLine line) {
        return entries.contains(line.masked());
    }

    boolean owns(ConfigKey key) {
        return byKey.containsKey(key);
    }

    Set<ConfigKey> keys() {
        return byKey.keySet();
    }

    /** What we wrote under this key, the latest last; masked. */
    List<ConfigLine> lines(ConfigKey key) {
        return byKey.getOrDefault(key, List.of());
    }

    Optional<ConfigLine> before(ConfigKey key) {
        return Optional.ofNullable(before.get(key));
    }

    /** Tunnels that we have written to. */
    Set<Integer> tunnels() {
        Set<Integer> numbers = new TreeSet<>();
        for (ConfigKey key : byKey.keySet()) {
            if (key.context() instanceof Context.Tunnel tunnel) {
                numbers.add(tunnel.number());
            }
        }
        return numbers;
    }

    /** Keys of one tunnel's block, in the order in which they were written. */
    List<ConfigKey> block(int tunnel) {
        return byKey.keySet().stream()
                .filter(key ->
                        NumberUse.of(ConfigLine.of(key.context(), key.words())).contains(tunnel))
                .toList();
    }

    /** Numbers of filters that are ours. */
    Set<Integer> filters() {
        Set<Integer> numbers = new TreeSet<>();
        for (ConfigKey key : byKey.keySet()) {
            if (key.startsWith("ip filter")
                    && key.words().size() == 3
                    && Words.number(key.words().get(2)) > 0) {
                numbers.add(Words.number(key.words().get(2)));
            }
        }
        return numbers;
    }

    /**
     * Whether what stands on a tunnel's number is what we put there, perhaps edited since: one of the lines that tell tunnels apart is
     * still as we wrote it, or all that is left is ours. Nothing there at all is nobody's.
     */
    boolean recognises(int tunnel, RtxConfig running) {
        List<ConfigLine> there = running.linesOnNumber(tunnel);
        return there.stream().filter(line -> identifying(line.key())).anyMatch(this::contains)
                || (!there.isEmpty() && there.stream().allMatch(this::contains));
    }

    /** Keys of a block in the order in which they are taken away: what tells whose tunnel it is goes last. */
    List<ConfigKey> blockToRemove(int tunnel) {
        return block(tunnel).reversed().stream()
                .sorted(Comparator.comparing(Applied::identifying))
                .toList();
    }

    private static boolean identifying(ConfigKey key) {
        return key.startsWith("description tunnel")
                || key.startsWith("tunnel name")
                || key.startsWith("ipsec ike remote address")
                || key.startsWith("ipsec ike remote name")
                || key.startsWith("ipsec ike local name");
    }
}
