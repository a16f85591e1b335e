package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Secret;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where secrets stand in the router's commands (yamaha-rtx.md §7 and Yamaha's command reference of October 2025): one table for the lines that
 * the driver describes, for the router's log, and for what diagnosis quotes. Commands and logs come from strangers: no expression here may
 * take long on any of them, so what repeats is possessive or short.
 */
public final class CommandSecrets {
    /**
     * One command in two readings.
     *
     * @param text finds it anywhere in a line; what stands before the secret is in the first group
     * @param words finds it in words with {@link #END} behind each
     * @param hint in lower case; it is in every line that has a match
     */
    public record Form(Pattern text, Pattern words, String hint) {}

    /** Where a secret begins: with the letter {@code letter} of the word {@code word}. */
    record Place(int word, int letter) {}

    /**
     * A word each: {@code *} any, {@code **} some, {@code #} a number, {@code [x]} may be missing, {@code x|y} one of them, {@code !} the secret
     * and all that follows, {@code !1} the secret, with other words behind it.
     */
    private static final List<Form> FORMS = forms(
            "pre-shared-key # [text] !",
            "pre-shared-key text !",
            "heartbeat pre-shared-key !",
            "heartbeat2 transmit|receive * crypto !1",
            "heartbeat2 transmit|receive ** auth !1",
            "pp|wan auth myname * !",
            "pp auth username * !",
            "auth user # * !",
            "tunnel hb46pp auth myname * !",
            "ipsec ike eap|xauth myname * * !",
            "ipsec ike license-key # !",
            "l2tp tunnel auth on !",
            "cloud vpn parameter * !",
            "pki certificate file * * * !",
            "login|administrator password [encrypted] !",
            "login user * [encrypted] !",
            "ex-license password !",
            "vrx user * !",
            "radius secret !",
            "ngn radius auth password !",
            "snmp|snmpv2c [trap] community [read-only|read-write] !",
            "snmp|snmpv2c host * !",
            "snmp|snmpv2c trap host * [trap|inform] !",
            "snmpv3 usm user ** md5|sha* !1",
            "snmpv3 usm user ** des*|3des*|aes* !1",
            "mail server pop * * [port=*] * * !1",
            "smtp-auth * !1",
            "httpd custom-gui api password !",
            "sshd host key generate [bit=*] !",
            "rip auth key [text|hex] !",
            "authkey=!1",
            "md5key=!1",
            "vrrp ** auth=!1",
            "external-memory config filename * [#] !",
            "external-memory syslog|statistics filename ** aes* !1",
            "syslog file|mount-server ** aes* !1",
            "copy config * * aes* !",
            "copy config * # !",
            "mount ** password=!1",
            "yno access code * !",
            "yno zero-config * text * * !",
            "sip server # * * * * * !",
            "mobile pin code * !");

    /** Whole lines that may say anything: commands in commands, files, values for scripts. In a sentence these are ordinary words. */
    private static final List<Form> LINES = forms("alias !", "set !", "embedded file * !", "schedule at * !", "lua !");

    /** What secrets are called everywhere, and what else is in a line with one. */
    private static final AnyOf HINTS = new AnyOf(
            Stream.concat(Stream.of("key", "pass", "secret"), FORMS.stream().map(Form::hint))
                    .distinct()
                    .toList());

    /** Behind each word; in none of them. */
    private static final char END = '\0';

    private CommandSecrets() {}

    /** The forms of commands that may stand in any line. */
    public static List<Form> forms() {
        return FORMS;
    }

    /** A quick look, for the many lines that hold none: neither in a command nor behind what secrets are called. */
    public static boolean mayBeIn(String line) {
        return HINTS.isIn(line);
    }

    /** A line of a log with a mask in place of the secrets in commands. */
    static String mask(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        String masked = line;
        for (Form form : FORMS) {
            if (lower.contains(form.hint())) {
                masked = form.text().matcher(masked).replaceAll("$1" + Secret.MASK);
            }
        }
        return masked;
    }

    /** The first secret in the words of a line of configuration. */
    static Optional<Place> firstIn(List<String> words) {
        String joined = words.stream().map(word -> word.replace(END, ' ') + END).collect(Collectors.joining());
        Stream<Integer> anywhere = FORMS.stream()
                .filter(form -> joined.contains(form.hint()))
                .map(form -> form.words().matcher(joined))
                .filter(Matcher::find)
                .map(found -> found.end(1));
        Stream<Integer> whole = LINES.stream()
                .map(form -> form.words().matcher(joined))
                .filter(Matcher::lookingAt)
                .map(found -> found.end(1));
        return Stream.concat(anywhere, whole).min(Comparator.naturalOrder()).map(at -> place(joined, at));
    }

    private static Place place(String joined, int at) {
        int word = (int) joined.substring(0, at).chars().filter(c -> c == END).count();
        return new Place(word, at - 1 - joined.lastIndexOf(END, at - 1));
    }

    // ---------------------------------------------------------------- from rows to expressions

    private static List<Form> forms(String... rows) {
        return Arrays.stream(rows).map(CommandSecrets::form).toList();
    }

    private static Form form(String row) {
        return new Form(
                Pattern.compile("(?i)(\\b"
                        + expression(row, "(?:\"[^\"]*+\"?|'[^']*+'|\\S++)", "[^\\s\"']*+", "\\s++", "\\S.*")),
                Pattern.compile("(?s)((?<=^|\0)" + expression(row, "[^\0]*+", "[^\0]*+", "\0", "[^\0].*")),
                hint(row));
    }

    /** A secret that reads {@code *} is one that the router hides by itself. */
    private static String expression(String row, String word, String letters, String end, String rest) {
        String secret = ")(?!\\*(?:" + end + "|$))";
        StringBuilder expression = new StringBuilder();
        for (String part : row.split(" ", -1)) {
            expression.append(
                    switch (part) {
                        case "*" -> word + end;
                        case "**" -> "(?:" + word + end + "){0,12}?";
                        case "#" -> "[\\d.]++" + end;
                        case "[#]" -> "(?:[\\d.]++" + end + ")?+";
                        case "!" -> secret + rest;
                        case "!1" -> secret + "(?!" + end + ")" + word;
                        default -> literal(part, letters, end, secret + word);
                    });
        }
        return expression.toString();
    }

    private static String literal(String part, String letters, String end, String secret) {
        if (part.endsWith("=!1")) {
            return Pattern.quote(part.substring(0, part.length() - 2)) + secret;
        }
        boolean optional = part.startsWith("[");
        String spelled = Arrays.stream((optional ? part.substring(1, part.length() - 1) : part).split("\\|", -1))
                .map(word -> word.endsWith("*")
                        ? Pattern.quote(word.substring(0, word.length() - 1)) + letters
                        : Pattern.quote(word))
                .collect(Collectors.joining("|"));
        return "(?:(?:" + spelled + ")" + end + ")" + (optional ? "?+" : "");
    }

    /** The longest word that is always there. */
    private static String hint(String row) {
        return Arrays.stream(row.split(" ", -1))
                .map(part -> part.replaceFirst("!1$", ""))
                .filter(part -> part.matches("[a-z0-9=-]+"))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }
}
