package dev.ipsecsites.lab.rtx.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All lines of one configuration. Global lines such as {@code ipsec ike …} are stored flat, by gateway; the nesting of {@code show
 * config} is made when printing. A value: changing it gives another one, so that a saved copy never moves.
 */
public final class Configuration {
    public static final Configuration EMPTY = new Configuration(Map.of());

    private final Map<ConfigLine.Id, ConfigLine> lines;

    private Configuration(Map<ConfigLine.Id, ConfigLine> lines) {
        this.lines = lines;
    }

    public Configuration with(ConfigLine line) {
        Map<ConfigLine.Id, ConfigLine> copy = new LinkedHashMap<>(lines);
        copy.put(line.id(), line);
        return new Configuration(copy);
    }

    public Configuration without(ConfigLine.Id id) {
        if (!lines.containsKey(id)) {
            return this;
        }
        Map<ConfigLine.Id, ConfigLine> copy = new LinkedHashMap<>(lines);
        copy.remove(id);
        return new Configuration(copy);
    }

    public Collection<ConfigLine> lines() {
        return lines.values();
    }

    public Optional<ConfigLine> find(Context context, String name, String... key) {
        return Optional.ofNullable(lines.get(new ConfigLine.Id(context, name, List.of(key))));
    }

    public Optional<ConfigLine> find(ConfigLine.Id id) {
        return Optional.ofNullable(lines.get(id));
    }

    /** Lines of one command in one context, in the order they were typed. */
    public List<ConfigLine> all(Context context, String name) {
        return lines.values().stream()
                .filter(l ->
                        l.context().equals(context) && l.definition().name().equals(name))
                .toList();
    }

    /** First word of the value of a line without key; {@code otherwise} when it was never typed, or without a value. */
    public String value(Context context, String name, String otherwise) {
        return find(context, name).flatMap(l -> l.value().stream().findFirst()).orElse(otherwise);
    }

    public boolean isOn(String name, boolean otherwise) {
        return value(Context.GLOBAL, name, otherwise ? "on" : "off").equals("on");
    }

    /** Numbers of all blocks of a kind that hold a line or are enabled. */
    public Set<Integer> blocks(Context.Kind kind) {
        Set<Integer> numbers = new TreeSet<>();
        String enable = kind == Context.Kind.PP ? "pp enable" : "tunnel enable";
        for (ConfigLine l : lines.values()) {
            if (l.context().kind() == kind) {
                numbers.add(l.context().number());
            } else if (l.definition().name().equals(enable)) {
                String n = l.key().getFirst();
                numbers.add(n.equals("anonymous") ? 0 : Integer.parseInt(n));
            }
        }
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Configuration c && lines.equals(c.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }
}
