package dev.ipsecsites.lab.rtx.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A typed line cut into words (yamaha-rtx.md §1.4): blanks separate, quotes and backslashes protect, an unprotected {@code #} starts a
 * comment, {@code |} standing alone starts a filter.
 */
public record CommandLine(List<Token> words, List<List<Token>> filters) {

    public static CommandLine of(String line) {
        return of(line, name -> '$' + name);
    }

    /** @param variables value of {@code $NAME}; called outside single quotes only */
    public static CommandLine of(String line, UnaryOperator<String> variables) {
        Reader reader = new Reader(line, variables);
        reader.read();
        List<List<Token>> parts = reader.parts;
        return new CommandLine(List.copyOf(parts.getFirst()), List.copyOf(parts.subList(1, parts.size())));
    }

    public boolean isEmpty() {
        return words.isEmpty() && filters.isEmpty();
    }

    /** Whether a character typed at the end of {@code line} is protected, so that {@code ?} there is no call for help. */
    public static boolean protectedAtEnd(String line) {
        Reader reader = new Reader(line, name -> name);
        reader.read();
        return reader.openQuote != 0 || reader.openEscape;
    }

    private static final class Reader {
        private final String line;
        private final UnaryOperator<String> variables;
        private final List<List<Token>> parts = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean quoted;
        private char openQuote;
        private boolean openEscape;

        Reader(String line, UnaryOperator<String> variables) {
            this.line = line;
            this.variables = variables;
            parts.add(new ArrayList<>());
        }

        void read() {
            int i = 0;
            while (i < line.length()) {
                char c = line.charAt(i);
                if (openQuote != 0) {
                    i = insideQuotes(c, i);
                } else if (openEscape) {
                    word.append(c);
                    openEscape = false;
                    i++;
                } else if (c == '#') {
                    break;
                } else {
                    i = outside(c, i);
                }
            }
            endWord();
        }

        private int insideQuotes(char c, int i) {
            if (c == openQuote) {
                openQuote = 0;
                return i + 1;
            }
            if (c == '$' && openQuote == '"') {
                return variable(i);
            }
            word.append(c);
            return i + 1;
        }

        private int outside(char c, int i) {
            switch (c) {
                case ' ', '\t' -> endWord();
                case '\'', '"' -> {
                    openQuote = c;
                    begin(true);
                }
                case '\\' -> {
                    openEscape = true;
                    begin(true);
                }
                case '$' -> {
                    begin(false);
                    return variable(i);
                }
                default -> {
                    begin(false);
                    word.append(c);
                }
            }
            return i + 1;
        }

        private int variable(int dollar) {
            int end = dollar + 1;
            while (end < line.length() && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '_')) {
                end++;
            }
            word.append(end == dollar + 1 ? "$" : variables.apply(line.substring(dollar + 1, end)));
            return end;
        }

        private void begin(boolean protectedCharacter) {
            inWord = true;
            quoted |= protectedCharacter;
        }

        private void endWord() {
            if (!inWord) {
                return;
            }
            if (!quoted && word.toString().equals("|")) {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(new Token(word.toString(), quoted));
            }
            word.setLength(0);
            inWord = false;
            quoted = false;
        }
    }
}
