package dev.ipsecsites.diagnosis;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of Cato's tunnels a text names: {@code PRIMARY1} and its like, in whatever language the console or the spreadsheet is. */
public final class Roles {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("primary", "PRIMARY"),
            Map.entry("primaire", "PRIMARY"),
            Map.entry("primär", "PRIMARY"),
            Map.entry("primaria", "PRIMARY"),
            Map.entry("primario", "PRIMARY"),
            Map.entry("プライマリ", "PRIMARY"),
            Map.entry("プライマリー", "PRIMARY"),
            Map.entry("secondary", "SECONDARY"),
            Map.entry("secondaire", "SECONDARY"),
            Map.entry("sekundär", "SECONDARY"),
            Map.entry("secundario", "SECONDARY"),
            Map.entry("secondario", "SECONDARY"),
            Map.entry("セカンダリ", "SECONDARY"),
            Map.entry("セカンダリー", "SECONDARY"));

    private static final String WORD = "(primary|primaire|primär|primari[ao]|プライマリー?"
            + "|secondary|secondaire|sekundär|secundario|secondario|セカンダリー?)";
    private static final Pattern CELL = pattern(
            "\\s*(?:(?:ipsec )?tunnel\\s*[-:]?\\s*)?" + WORD + "[\\s_-]*([1-3]?)(?:\\s*(?:tunnel|トンネル|回線))?\\s*");
    /** In the middle of a sentence only with its number: "primary" alone may be said of anything. */
    private static final Pattern MENTION = pattern("(?<![\\p{L}\\p{N}])" + WORD + "[ _-]?([1-3])(?!\\p{N})");

    private static final Pattern ALONE = pattern(WORD + "(?:[ _-]?([1-3]))?");

    private static final Pattern ABBREVIATED = pattern("(?<!\\p{L})(pri|sec)[ _-]?([1-3])?(?![\\p{L}\\p{N}])");

    private Roles() {}

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The tunnel that a whole cell names; null where it holds anything else. */
    public static @Nullable String named(String cell) {
        Matcher role = CELL.matcher(cell);
        return role.matches() ? id(role) : null;
    }

    /** The only tunnel that a sentence names with its number; null where it names none, or several. */
    public static @Nullable String mentioned(String text) {
        return only(MENTION.matcher(text));
    }

    /** The only tunnel that a short text such as a file's name or a heading names, with or without its number. */
    public static @Nullable String inName(String text) {
        return only(ALONE.matcher(text));
    }

    /** The only tunnel that a cell of a column of tunnels names, in short, too: {@code Pri}. */
    static @Nullable String inCell(String text) {
        String name = inName(text);
        Matcher found = ABBREVIATED.matcher(text);
        if (name != null || !found.find()) {
            return name;
        }
        String number = found.group(2);
        return (found.group(1).equalsIgnoreCase("pri") ? "PRIMARY" : "SECONDARY") + (number == null ? "1" : number);
    }

    private static @Nullable String only(Matcher found) {
        String only = null;
        while (found.find()) {
            String id = id(found);
            if (only != null && !only.equals(id)) {
                return null;
            }
            only = id;
        }
        return only;
    }

    private static String id(Matcher found) {
        String number = found.group(2);
        return WORDS.getOrDefault(found.group(1).toLowerCase(Locale.ROOT), "PRIMARY")
                + (number == null || number.isEmpty() ? "1" : number);
    }
}
