package dev.ipsecsites.lab.rtx.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation of {@link Syntax#of}. */
final class SyntaxReader {
    private static final Pattern SYMBOL = Pattern.compile("\\s*(<[^>]*>|[()\\[\\]|*+]|[^\\s()\\[\\]|<>*+]+)");

    private final List<String> symbols = new ArrayList<>();
    private final String notation;
    private int at;

    SyntaxReader(String notation) {
        this.notation = notation;
        Matcher m = SYMBOL.matcher(notation.strip());
        int end = 0;
        while (m.lookingAt()) {
            symbols.add(m.group(1));
            end = m.end();
            m.region(end, notation.strip().length());
        }
        if (end != notation.strip().length()) {
            throw new IllegalArgumentException("unreadable syntax: " + notation);
        }
    }

    Syntax read() {
        Syntax all = alternatives();
        if (at != symbols.size()) {
            throw new IllegalArgumentException("unbalanced syntax: " + notation);
        }
        return all;
    }

    private boolean next(String symbol) {
        if (at < symbols.size() && symbols.get(at).equals(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    private Syntax alternatives() {
        List<Syntax> all = new ArrayList<>();
        all.add(sequence());
        while (next("|")) {
            all.add(sequence());
        }
        if (all.size() == 1) {
            return all.getFirst();
        }
        List<String> words = new ArrayList<>();
        List<Syntax> others = new ArrayList<>();
        for (Syntax s : all) {
            if (s instanceof Syntax.Choice c) {
                words.addAll(c.words());
            } else {
                others.add(s);
            }
        }
        if (!words.isEmpty()) {
            others.addFirst(new Syntax.Choice(List.copyOf(words)));
        }
        return others.size() == 1 ? others.getFirst() : new Syntax.Either(List.copyOf(others));
    }

    private Syntax sequence() {
        List<Syntax> parts = new ArrayList<>();
        while (at < symbols.size() && !List.of("|", ")", "]").contains(symbols.get(at))) {
            parts.add(item());
        }
        return parts.size() == 1 ? parts.getFirst() : new Syntax.Sequence(List.copyOf(parts));
    }

    private Syntax item() {
        Syntax atom = atom();
        if (next("*")) {
            return new Syntax.Repeated(atom, 0);
        }
        return next("+") ? new Syntax.Repeated(atom, 1) : atom;
    }

    private Syntax atom() {
        String symbol = symbols.get(at++);
        if (symbol.equals("(")) {
            Syntax inner = alternatives();
            expect(")");
            return inner;
        }
        if (symbol.equals("[")) {
            Syntax inner = alternatives();
            expect("]");
            return new Syntax.Optional(inner);
        }
        if (symbol.startsWith("<")) {
            return new Syntax.Argument(ArgumentTypes.of(symbol.substring(1, symbol.length() - 1)));
        }
        return new Syntax.Choice(List.of(symbol));
    }

    private void expect(String symbol) {
        if (!next(symbol)) {
            throw new IllegalArgumentException("missing " + symbol + " in syntax: " + notation);
        }
    }
}
