package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.PreSharedKeys;
import dev.ipsecsites.ipsec.Secret;
import java.util.regex.Pattern;

/**
 * One word of a router command. Every factory holds its value against an allow-list, whatever the value's source: a router
 * expands {@code ?} while it is being typed, cuts at {@code #}, and takes quotes, backslashes, pipes and macros for its own
 * (yamaha-rtx.md §1.4). Values that don't fit are refused, never escaped (DESIGN §9.7).
 *
 * @param word the value without quotes
 * @param kind how it is written
 */
record Token(String word, Kind kind) {
    /** How a token is written, and to whom. */
    enum Kind {
        PLAIN,
        QUOTED,
        /** Written to the router, masked for everybody else. */
        SECRET,
        /** Stands for something that isn't known; a person may read it, no router gets it. */
        UNKNOWN
    }

    private static final int LONGEST_DESCRIPTION = 64;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern KEYWORD = Pattern.compile("-?[a-z0-9][a-z0-9.-]*|\\*|-");
    private static final Pattern DESCRIPTION = Pattern.compile("[ -~&&[^?#|>\\\\$'\"]]{1," + LONGEST_DESCRIPTION + "}");
    private static final Pattern INTERFACE = Pattern.compile("(pp|lan)[1-9][0-9]{0,8}");
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern FROM_ROUTER = Pattern.compile("[A-Za-z0-9_.:@+/*,=%&-]{1,1024}");
    private static final Pattern QUOTED_FROM_ROUTER = Pattern.compile("[ -~&&[^?#|>\\\\$'\"]]{0,1024}");

    /** What stands between a show command and its filter; no value ever makes one. */
    static Token pipe() {
        return new Token("|", Kind.PLAIN);
    }

    /** A word of the command itself, from this program's own text. */
    static Token keyword(String word) {
        return new Token(matching("command", word, KEYWORD, "lower-case letters, digits, '.', '-' or '*'"), Kind.PLAIN);
    }

    static Token number(String field, long number, long smallest, long largest) {
        if (number < smallest || number > largest) {
            throw new UnsafeValueException(field, smallest + " to " + largest, String.valueOf(number));
        }
        return new Token(String.valueOf(number), Kind.PLAIN);
    }

    static Token address(String field, String address) {
        return new Token(matching(field, address, ADDRESS, "an IPv4 address"), Kind.PLAIN);
    }

    /** {@code A.B.C.D/M}, as it is: host bits may be set. */
    static Token addressWithPrefix(String field, String value) {
        if (value.indexOf('/') < 0 || Destinations.network(value).isEmpty()) {
            throw new UnsafeValueException(field, "an IPv4 address with its prefix length", firstOdd(value, ADDRESS));
        }
        return new Token(value, Kind.PLAIN);
    }

    /** {@code default}, or a network without host bits. */
    static Token destination(String field, String value) {
        if (value.equals("default")) {
            return keyword(value);
        }
        Cidr network = Destinations.network(value)
                .orElseThrow(() -> new UnsafeValueException(
                        field, "default or an IPv4 network such as 10.0.0.0/8", firstOdd(value, ADDRESS)));
        if (!network.address().equals(value.replaceFirst("/.*", ""))) {
            throw new UnsafeValueException(
                    field, "a network without host bits", "host bits; write " + Destinations.text(network));
        }
        return new Token(value, Kind.PLAIN);
    }

    static Token identity(String field, Identity identity) {
        return identity.type() == Identity.Type.IPV4
                ? address(field, identity.value())
                : new Token(
                        matching(
                                field,
                                identity.value(),
                                Identity.TYPEABLE,
                                "1 to 256 of letters, digits and _ . : @ + -"),
                        Kind.PLAIN);
    }

    /** Always quoted. */
    static Token description(String field, String text) {
        return new Token(
                matching(
                        field,
                        text,
                        DESCRIPTION,
                        "1 to " + LONGEST_DESCRIPTION + " printable ASCII characters without ? # | > \\ $ ' \""),
                Kind.QUOTED);
    }

    /** {@code pp1}, {@code lan2}. */
    static Token interfaceName(String field, String name) {
        return new Token(matching(field, name, INTERFACE, "pp or lan with a number, such as pp1"), Kind.PLAIN);
    }

    static Token preSharedKey(String field, Secret key) {
        PreSharedKeys.problem(key).ifPresent(problem -> {
            throw new UnsafeValueException(field, "8 to 64 letters and digits", "a key that " + problem);
        });
        return new Token(key.reveal(), Kind.SECRET);
    }

    /** A word that stands in the router's own configuration and has to be written back. */
    static Token fromRouter(String field, String word, boolean secret) {
        if (FROM_ROUTER.matcher(word).matches()) {
            return new Token(word, secret ? Kind.SECRET : Kind.PLAIN);
        }
        if (secret) {
            throw new UnsafeValueException(field, "a secret without blanks, quotes and symbols", "something else");
        }
        return new Token(
                matching(field, word, QUOTED_FROM_ROUTER, "printable ASCII without ? # | > \\ $ ' \""), Kind.QUOTED);
    }

    /** What is not known offline, such as {@code address allocated at Tokyo}; printed in angle brackets. */
    static Token unknown(String what) {
        return new Token("<" + what.replaceAll("\\p{C}", "") + ">", Kind.UNKNOWN);
    }

    /** As the router gets it. */
    String text() {
        return switch (kind) {
            case PLAIN, SECRET -> word;
            case QUOTED -> '"' + word + '"';
            case UNKNOWN -> throw new IllegalStateException("not known, so it can't be sent: " + word);
        };
    }

    /** As a person may read it. */
    String shown(boolean secrets) {
        return switch (kind) {
            case PLAIN, UNKNOWN -> word;
            case QUOTED -> '"' + word + '"';
            case SECRET -> secrets ? word : Secret.MASK;
        };
    }

    @Override
    public String toString() {
        return shown(false);
    }

    private static String matching(String field, String value, Pattern allowed, String words) {
        if (!allowed.matcher(value).matches()) {
            throw new UnsafeValueException(field, words, firstOdd(value, allowed));
        }
        return value;
    }

    private static String firstOdd(String value, Pattern allowed) {
        if (value.isEmpty()) {
            return "nothing";
        }
        return value.codePoints()
                .filter(c -> !allowed.matcher(Character.toString(c)).matches()
                        && !(isAscii(c) && Character.isLetterOrDigit(c)))
                .mapToObj(c -> "U+%04X%s".formatted(c, c > ' ' && c < 0x7f ? " (" + Character.toString(c) + ")" : ""))
                .findFirst()
                .orElseGet(() -> value.length() + " characters that don't make one");
    }

    private static boolean isAscii(int c) {
        return c < 0x80;
    }
}
