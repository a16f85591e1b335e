package dev.ipsecsites.lab.rtx.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One attempt to read words as the parameters that a {@link Syntax} asks for, with backtracking. */
public final class Matching {
    /** What is left to match behind a part. */
    private interface Rest {
        boolean from(int position);
    }

    /** The outcome. */
    public sealed interface Outcome {
        /**
         * @param key words that identify the line
         * @param value the other words
         */
        record Read(List<String> key, List<String> value) implements Outcome {
            /** All words in order. */
            public List<String> all() {
                List<String> words = new ArrayList<>(key);
                words.addAll(value);
                return words;
            }
        }

        /** @param position index of the word that could not be read */
        record Failed(Mismatch why, int position) implements Outcome {}
    }

    private final List<String> words;
    private final List<String> read = new ArrayList<>();
    private final Set<Mismatch> reasons = new LinkedHashSet<>();
    private final Set<String> expected = new LinkedHashSet<>();
    private int furthest = -1;
    private int keyEnd;

    private Matching(List<String> words) {
        this.words = words;
    }

    public static Outcome match(Syntax syntax, List<String> words) {
        Matching m = new Matching(words);
        if (m.part(syntax, 0, m::end)) {
            return new Outcome.Read(
                    List.copyOf(m.read.subList(0, m.keyEnd)), List.copyOf(m.read.subList(m.keyEnd, m.read.size())));
        }
        return new Outcome.Failed(m.reason(), m.furthest);
    }

    /** Keywords and hints that could come behind {@code words}. */
    public static List<String> expectedAfter(Syntax syntax, List<String> words) {
        Matching m = new Matching(words);
        boolean unused = m.part(syntax, 0, position -> {
            if (position == words.size()) {
                m.fail(position, Mismatch.ARITY, null);
            }
            return false;
        });
        return unused || m.furthest < words.size() ? List.of() : List.copyOf(m.expected);
    }

    private boolean end(int position) {
        if (position == words.size()) {
            return true;
        }
        return fail(position, Mismatch.ARITY, null);
    }

    private Mismatch reason() {
        if (furthest >= words.size()) {
            return Mismatch.ARITY;
        }
        String word = words.get(furthest);
        boolean numeric = !word.isEmpty() && Character.isDigit(word.charAt(0));
        if (reasons.contains(Mismatch.RANGE)) {
            return Mismatch.RANGE;
        }
        if (reasons.contains(Mismatch.KEYWORD) && !numeric) {
            return Mismatch.KEYWORD;
        }
        return reasons.stream().max(Mismatch::compareTo).orElse(Mismatch.ARITY);
    }

    private boolean fail(int position, Mismatch why, @Nullable String wanted) {
        if (position > furthest) {
            furthest = position;
            reasons.clear();
            expected.clear();
        }
        if (position == furthest) {
            reasons.add(why);
            if (wanted != null) {
                expected.add(wanted);
            }
        }
        return false;
    }

    private boolean part(Syntax syntax, int position, Rest rest) {
        return switch (syntax) {
            case Syntax.Sequence s -> sequence(s.parts(), 0, position, rest);
            case Syntax.Choice c -> choice(c, position, rest);
            case Syntax.Either e -> e.alternatives().stream().anyMatch(a -> part(a, position, rest));
            case Syntax.Optional o -> part(o.part(), position, rest) || rest.from(position);
            case Syntax.Repeated r -> repeated(r, 0, position, rest);
            case Syntax.Argument a -> argument(a.type(), position, rest);
            case Syntax.KeyEnd k -> {
                keyEnd = read.size();
                yield rest.from(position);
            }
        };
    }

    private boolean sequence(List<Syntax> parts, int index, int position, Rest rest) {
        if (index == parts.size()) {
            return rest.from(position);
        }
        return part(parts.get(index), position, p -> sequence(parts, index + 1, p, rest));
    }

    private boolean repeated(Syntax.Repeated r, int done, int position, Rest rest) {
        boolean more = part(r.part(), position, p -> p > position && repeated(r, done + 1, p, rest));
        return more || (done >= r.atLeast() && rest.from(position));
    }

    private boolean choice(Syntax.Choice c, int position, Rest rest) {
        if (position >= words.size()) {
            c.words().forEach(w -> fail(position, Mismatch.ARITY, w));
            return false;
        }
        String typed = words.get(position).toLowerCase(Locale.ROOT);
        List<String> meant = c.words().contains(typed)
                ? List.of(typed)
                : c.words().stream()
                        .filter(w -> !typed.isEmpty() && w.startsWith(typed))
                        .toList();
        if (meant.size() != 1) {
            return fail(position, Mismatch.KEYWORD, null);
        }
        return accept(meant.getFirst(), position, rest);
    }

    private boolean argument(ArgumentType type, int position, Rest rest) {
        if (position >= words.size()) {
            return fail(position, Mismatch.ARITY, type.hint());
        }
        return switch (type.read(words.get(position))) {
            case ArgumentType.Reading.Accepted a -> accept(a.canonical(), position, rest);
            case ArgumentType.Reading.Refused r -> fail(position, r.why(), null);
        };
    }

    private boolean accept(String canonical, int position, Rest rest) {
        int size = read.size();
        read.add(canonical);
        if (rest.from(position + 1)) {
            return true;
        }
        while (read.size() > size) {
            read.removeLast();
        }
        return false;
    }
}
