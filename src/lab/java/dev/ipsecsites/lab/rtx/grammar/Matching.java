package dev.ipsecsites.lab.rtx.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to read words as the parameters that a {@link Syntax} asks for, with backtracking. What is left to do lies on a list and not
 * on the stack: a line may have two thousand words (yamaha-rtx.md §1.4).
 */
public final class Matching {
    /** What is left to match, front first; null for nothing. */
    private record Rest(Part part, @Nullable Rest next) {}

    /** One thing to match. */
    private sealed interface Part {
        record Once(Syntax syntax) implements Part {}

        /** @param since where the time before began; one that reads nothing leads nowhere */
        record Again(Syntax.Repeated repeated, int done, int since) implements Part {}
    }

    /** A way not gone yet: what to match, where, and how many words had been read. */
    private record Way(@Nullable Rest rest, int position, int read) {}

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
    private final boolean complete;
    private final List<String> read = new ArrayList<>();
    private final Deque<Way> ways = new ArrayDeque<>();
    private final Set<Mismatch> reasons = new LinkedHashSet<>();
    private final Set<String> keywords = new LinkedHashSet<>();
    private final Set<String> hints = new LinkedHashSet<>();
    private int furthest = -1;
    private int keyEnd;

    /** @param complete whether the words are all there is; else every way is gone, to see what could follow */
    private Matching(List<String> words, boolean complete) {
        this.words = words;
        this.complete = complete;
    }

    public static Outcome match(Syntax syntax, List<String> words) {
        Matching m = new Matching(words, true);
        if (m.matches(syntax)) {
            return new Outcome.Read(
                    List.copyOf(m.read.subList(0, m.keyEnd)), List.copyOf(m.read.subList(m.keyEnd, m.read.size())));
        }
        return new Outcome.Failed(m.reason(), m.furthest);
    }

    /** What could come behind some words: keywords as they are typed, and what stands for other parameters. */
    public record Expected(List<String> keywords, List<String> hints) {
        static final Expected NOTHING = new Expected(List.of(), List.of());
    }

    public static Expected expectedAfter(Syntax syntax, List<String> words) {
        Matching m = new Matching(words, false);
        boolean unused = m.matches(syntax);
        return unused || m.furthest < words.size()
                ? Expected.NOTHING
                : new Expected(List.copyOf(m.keywords), List.copyOf(m.hints));
    }

    private boolean matches(Syntax syntax) {
        ways.push(new Way(new Rest(new Part.Once(syntax), null), 0, 0));
        while (!ways.isEmpty()) {
            Way way = ways.pop();
            read.subList(way.read(), read.size()).clear();
            Rest rest = way.rest();
            if (rest == null) {
                if (end(way.position())) {
                    return true;
                }
            } else {
                switch (rest.part()) {
                    case Part.Once once -> part(once.syntax(), way.position(), rest.next());
                    case Part.Again again -> again(again, way.position(), rest.next());
                }
            }
        }
        return false;
    }

    private boolean end(int position) {
        if (complete && position == words.size()) {
            return true;
        }
        if (complete || position == words.size()) {
            fail(position, Mismatch.ARITY);
        }
        return false;
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

    private void fail(int position, Mismatch why) {
        if (position > furthest) {
            furthest = position;
            reasons.clear();
            keywords.clear();
            hints.clear();
        }
        if (position == furthest) {
            reasons.add(why);
        }
    }

    /** Something is missing; what that is matters only where nothing got further. */
    private void missing(int position, Set<String> wanted, List<String> words) {
        fail(position, Mismatch.ARITY);
        if (position == furthest) {
            wanted.addAll(words);
        }
    }

    /** To be tried before all ways that are open already. */
    private void open(@Nullable Rest rest, int position) {
        ways.push(new Way(rest, position, read.size()));
    }

    private void part(Syntax syntax, int position, @Nullable Rest next) {
        switch (syntax) {
            case Syntax.Sequence s -> open(behindEachOther(s.parts(), next), position);
            case Syntax.Choice c -> choice(c, position, next);
            case Syntax.Either e ->
                e.alternatives().reversed().forEach(a -> open(new Rest(new Part.Once(a), next), position));
            case Syntax.Optional o -> {
                open(next, position);
                open(new Rest(new Part.Once(o.part()), next), position);
            }
            case Syntax.Repeated r -> again(new Part.Again(r, 0, -1), position, next);
            case Syntax.Argument a -> argument(a.type(), position, next);
            case Syntax.KeyEnd k -> {
                keyEnd = read.size();
                open(next, position);
            }
        }
    }

    private static @Nullable Rest behindEachOther(List<Syntax> parts, @Nullable Rest next) {
        Rest rest = next;
        for (Syntax part : parts.reversed()) {
            rest = new Rest(new Part.Once(part), rest);
        }
        return rest;
    }

    /** As often as it goes first, then less often. */
    private void again(Part.Again again, int position, @Nullable Rest next) {
        if (position == again.since()) {
            return;
        }
        Syntax.Repeated r = again.repeated();
        if (again.done() >= r.atLeast()) {
            open(next, position);
        }
        Rest more = new Rest(new Part.Again(r, again.done() + 1, position), next);
        open(new Rest(new Part.Once(r.part()), more), position);
    }

    private void choice(Syntax.Choice c, int position, @Nullable Rest next) {
        if (position >= words.size()) {
            missing(position, keywords, c.words());
            return;
        }
        String typed = words.get(position).toLowerCase(Locale.ROOT);
        List<String> meant = c.words().contains(typed)
                ? List.of(typed)
                : c.words().stream()
                        .filter(w -> !typed.isEmpty() && w.startsWith(typed))
                        .toList();
        if (meant.size() == 1) {
            accept(meant.getFirst(), position, next);
        } else {
            fail(position, Mismatch.KEYWORD);
        }
    }

    private void argument(ArgumentType type, int position, @Nullable Rest next) {
        if (position >= words.size()) {
            missing(position, hints, List.of(type.hint()));
            return;
        }
        switch (type.read(words.get(position))) {
            case ArgumentType.Reading.Accepted a -> accept(a.canonical(), position, next);
            case ArgumentType.Reading.Refused r -> fail(position, r.why());
        }
    }

    private void accept(String canonical, int position, @Nullable Rest next) {
        read.add(canonical);
        open(next, position + 1);
    }
}
