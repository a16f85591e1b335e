package dev.ipsecsites.diagnosis;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line is about, as far as it decides whether it is kept.
 *
 * @param sign null where it is in no wording that is known
 * @param mayMatter whether it is about IKE or the line to the provider at all
 * @param topic what is said of which tunnel, gateway or interface; all lines without a sign have the same
 */
record Gist(@Nullable Sign sign, boolean mayMatter, String topic) {
    private static final String NOTHING = "";

    /** In place of any address. */
    private static final String ADDRESS = "9.9.9.9";

    private static final Pattern SUBJECT = Pattern.compile("\\b(?:gw:|tun(?:nel)?\\s?\\[|pp(?:poe)?\\[|lan)(\\d{1,4})");

    static Gist of(String text) {
        Hint.Line line = Wordings.line(text);
        Optional<Wordings.Said> said = Wordings.said(line);
        if (said.isEmpty()) {
            return new Gist(null, Wordings.mayMatter(line), NOTHING);
        }
        var subject = SUBJECT.matcher(line.lower());
        Sign sign = said.get().sign();
        return new Gist(sign, true, sign + "/" + (subject.find() ? subject.group(1) : ""));
    }

    /** Of lines that differ in addresses only, one is looked at. */
    static Recent<Gist> recent() {
        return new Recent<>(Gist::of);
    }

    static Gist of(String text, Recent<Gist> recent) {
        return recent.of(form(text));
    }

    /** The same of a line that is known to be about this tunnel, whatever else it says. */
    Gist about(String tunnel) {
        return sign == null ? this : new Gist(sign, mayMatter, sign + "/" + tunnel);
    }

    /**
     * The text with each IPv4 address, and the port behind it, replaced by the same one. Most lines of a long log differ in nothing else, and no
     * wording depends on it.
     */
    static String form(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        StringBuilder form = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i = endOfWord(text, i) + 1) {
            int end = endOfAddress(text, i);
            if (end > i) {
                form.append(text, from, i).append(ADDRESS);
                from = end;
            }
        }
        return form.append(text, from, text.length()).toString();
    }

    private static int endOfWord(String text, int from) {
        int end = text.indexOf(' ', from);
        return end < 0 ? text.length() : end;
    }

    /** Where the word that begins here ends, if it is an address; where it begins, if it is none. */
    private static int endOfAddress(String text, int from) {
        int dots = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                return dots == 3 ? withoutColon(text, i) : from;
            }
            if ((c < '0' || c > '9') && c != '.' && c != ':') {
                return from;
            }
            dots += c == '.' ? 1 : 0;
        }
        return dots == 3 ? withoutColon(text, text.length()) : from;
    }

    private static int withoutColon(String text, int end) {
        return text.charAt(end - 1) == ':' ? end - 1 : end;
    }
}
