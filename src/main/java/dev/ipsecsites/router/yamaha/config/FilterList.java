package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of filters on an interface, or a filter set. The router knows no append: the list is read, changed and written whole
 * (yamaha-rtx.md §4.6).
 *
 * @param members numbers of static filters in order
 * @param tail {@code dynamic} and what follows, untouched
 */
record FilterList(ConfigLine line, List<Integer> members, List<String> tail) {
    FilterList {
        members = List.copyOf(members);
        tail = List.copyOf(tail);
    }

    static boolean isList(ConfigLine line) {
        int key = line.key().words().size();
        if (key != 5 || line.words().size() <= key) {
            return false;
        }
        String direction = line.words().get(4);
        return (direction.equals("in") || direction.equals("out"))
                && (line.startsWith("ip filter set")
                        || line.words().subList(2, 4).equals(List.of("secure", "filter")));
    }

    static FilterList of(ConfigLine line) {
        List<String> value = line.value();
        List<Integer> members = new ArrayList<>();
        int i = 0;
        while (i < value.size() && Words.number(value.get(i)) > 0) {
            members.add(Words.number(value.get(i)));
            i++;
        }
        return new FilterList(line, members, value.subList(i, value.size()));
    }

    /** The same list without our own members. */
    FilterList without(Set<Integer> numbers) {
        return withMembers(members.stream().filter(n -> !numbers.contains(n)).toList());
    }

    /** The same list with more members before the first filter that rejects everything, else at the end. */
    FilterList with(List<Integer> numbers, Function<Integer, @Nullable FilterRule> definitions) {
        int at = catchAll(definitions);
        List<Integer> all = new ArrayList<>(members);
        all.addAll(at, numbers);
        return withMembers(all);
    }

    /** Index of the first filter that rejects everything; behind the last member when there is none. */
    int catchAll(Function<Integer, @Nullable FilterRule> definitions) {
        for (int i = 0; i < members.size(); i++) {
            FilterRule rule = definitions.apply(members.get(i));
            if (rule != null && rule.rejectsEverything()) {
                return i;
            }
        }
        return members.size();
    }

    private FilterList withMembers(List<Integer> changed) {
        List<String> words = new ArrayList<>(line.key().words());
        changed.forEach(n -> words.add(String.valueOf(n)));
        words.addAll(tail);
        return new FilterList(ConfigLine.of(line.context(), words), changed, tail);
    }

    /** Whether a packet passes; false where that can't be told. No match means discarded. */
    boolean passes(FilterRule.Packet packet, Function<Integer, @Nullable FilterRule> definitions) {
        for (int number : members) {
            FilterRule rule = definitions.apply(number);
            if (rule == null) {
                continue;
            }
            switch (rule.judge(packet)) {
                case PASS -> {
                    return true;
                }
                case REJECT, UNKNOWN -> {
                    return false;
                }
                case NO_MATCH -> {}
            }
        }
        return false;
    }
}
