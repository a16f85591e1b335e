package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.SecretForms.Form;
import dev.ipsecsites.ipsec.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Takes keys and passwords out of lines that are going to be quoted. Logs and configurations hold them in clear (yamaha-rtx.md §3.1). */
public final class Masks {
    /** A line is quoted up to here; which part of a longer one says {@link Excerpt}. */
    static final int LONGEST = 500;

    private static final String KEPT = "$1" + Secret.MASK;

    private static final List<List<Form>> FORMS =
            List.of(SecretForms.COMMANDS, SecretForms.LABELS, SecretForms.SENTENCES);

    private Masks() {}

    /** The line without secrets and control characters, cut off at {@value #LONGEST} characters. */
    public static String mask(String line) {
        return maskAll(line.length() <= LONGEST ? line : whole(line) + "…");
    }

    /** The same of a line that somebody else cuts off. */
    static String maskAll(String line) {
        String text = printable(line);
        String lower = text.toLowerCase(Locale.ROOT);
        for (List<Form> forms : FORMS) {
            for (Form form : forms) {
                text = form.mayBeIn(lower) ? without(form, text) : text;
            }
        }
        if (goesOn(lower, Masks::isOfDump, SecretForms.KEY_DIGITS)) {
            for (Form form : SecretForms.DIGITS) {
                text = without(form, text);
            }
        }
        if (goesOn(lower, Masks::isOfWord, SecretForms.KEY_LETTERS)) {
            text = without(SecretForms.LONG_WORD, text);
        }
        return text.strip();
    }

    /** The secrets that commands of the router have in this line: they may stand elsewhere without the command around them. */
    public static List<String> ofCommands(String line) {
        return secrets(SecretForms.COMMANDS, line);
    }

    /** The secrets in this line that have a label; in a sentence it may be a word. */
    public static List<String> ofLabels(String line) {
        return secrets(SecretForms.LABELS, line);
    }

    private static List<String> secrets(List<Form> forms, String line) {
        String text = line.length() <= LONGEST ? line : whole(line);
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        for (Form form : forms) {
            if (form.mayBeIn(lower)) {
                found.addAll(form.secretsIn(text));
            }
        }
        return found;
    }

    private static String without(Form form, String text) {
        var found = form.pattern().matcher(text);
        return found.find() ? found.replaceAll(KEPT) : text;
    }

    /** Whether characters of a kind go on for as long as a key that consists of them. */
    private static boolean goesOn(String lower, IntPredicate kind, int length) {
        int run = 0;
        for (int i = 0; i < lower.length() && run < length; i++) {
            run = kind.test(lower.charAt(i)) ? run + 1 : 0;
        }
        return run == length;
    }

    /** Hexadecimal digits, and what may stand between them. */
    private static boolean isOfDump(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ' ' || c == ':' || c == '-';
    }

    private static boolean isOfWord(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }

    private static String whole(String line) {
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end);
    }

    private static String printable(String line) {
        if (ascii(line)) {
            return line;
        }
        StringBuilder out = new StringBuilder(line.length());
        line.codePoints().forEach(c -> out.appendCodePoint(shown(c)));
        return out.toString();
    }

    private static boolean ascii(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Control characters would rewrite a terminal, characters of direction the line. */
    private static int shown(int c) {
        if (c == '\t') {
            return ' ';
        }
        int type = Character.getType(c);
        boolean hidden = Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE;
        return hidden ? '?' : c;
    }
}
