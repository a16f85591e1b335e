package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of configuration into words as the router's own parser does: quotes group, a backslash takes the next character as it is. */
final class Words {
    private Words() {}

    /** Words without their quotes. An open quote reaches to the end: half a line loses nothing. */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (c == ' ' || c == '\t') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** Where a comment begins, at an unquoted {@code #} that begins a word (yamaha-rtx.md §1.4); the line's length where none does. */
    static int comment(String line) {
        char quote = 0;
        boolean inWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '#' && !inWord) {
                return i;
            } else {
                quote = c == '"' || c == '\'' ? c : 0;
                inWord = c != ' ' && c != '\t';
                i += c == '\\' ? 1 : 0;
            }
        }
        return line.length();
    }

    /** Whether the line begins with these words, given separated by blanks. */
    static boolean startsWith(List<String> words, String beginning) {
        int at = 0;
        for (String word : words) {
            if (!beginning.startsWith(word, at)) {
                return false;
            }
            at += word.length();
            if (at == beginning.length()) {
                return true;
            }
            if (beginning.charAt(at) != ' ') {
                return false;
            }
            at++;
        }
        return false;
    }

    /** Whether a word that stands for numbers, {@code 3}, {@code 3-7} or {@code all}, stands for this one too. */
    static boolean covers(String word, int number) {
        if (word.equals("all")) {
            return true;
        }
        int dash = word.indexOf('-');
        int first = number(dash < 0 ? word : word.substring(0, dash));
        int last = dash < 0 ? first : number(word.substring(dash + 1));
        return first > 0 && first <= number && number <= last;
    }

    static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return !word.isEmpty() && word.length() <= 10;
    }

    /** The number, or -1 where the word is none or doesn't fit. */
    static int number(String word) {
        if (!isNumber(word)) {
            return -1;
        }
        long number = Long.parseLong(word);
        return number > Integer.MAX_VALUE ? -1 : (int) number;
    }
}
