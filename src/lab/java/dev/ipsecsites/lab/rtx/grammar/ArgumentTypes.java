package dev.ipsecsites.lab.rtx.grammar;

import static dev.ipsecsites.lab.rtx.grammar.ArgumentType.accept;
import static dev.ipsecsites.lab.rtx.grammar.ArgumentType.refuse;

import dev.ipsecsites.lab.rtx.grammar.ArgumentType.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types that patterns name between angle brackets. */
final class ArgumentTypes {
    private static final Set<String> PROTOCOLS = Set.of(
            "icmp",
            "icmp-error",
            "icmp-info",
            "igmp",
            "tcp",
            "tcpsyn",
            "tcpfin",
            "tcprst",
            "tcpflag",
            "established",
            "udp",
            "ipv6",
            "rsvp",
            "gre",
            "esp",
            "ah",
            "icmp6",
            "ospf",
            "pim",
            "ipcomp",
            "*");
    private static final Set<String> PORTS = Set.of(
            "ftp",
            "ftpdata",
            "telnet",
            "smtp",
            "time",
            "domain",
            "gopher",
            "finger",
            "www",
            "pop3",
            "sunrpc",
            "ident",
            "nntp",
            "ntp",
            "snmp",
            "syslog",
            "printer",
            "talk",
            "route",
            "uucp",
            "submission",
            "ike",
            "https",
            "ms-rpc",
            "netbios_ns",
            "netbios_dgm",
            "netbios_ssn",
            "microsoft-ds",
            "tftp",
            "bootps",
            "bootpc",
            "dhcps",
            "dhcpc",
            "*");
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final Pattern RANGE_FORM = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)");

    private ArgumentTypes() {}

    static ArgumentType of(String spec) {
        int equals = spec.indexOf('=');
        if (equals > 0 && spec.substring(0, equals).matches("[a-z0-9-]+")) {
            return option(spec.substring(0, equals), of(spec.substring(equals + 1)));
        }
        int colon = spec.indexOf(':');
        String name = colon < 0 ? spec : spec.substring(0, colon);
        String detail = colon < 0 ? "" : spec.substring(colon + 1);
        return switch (name) {
            case "int" -> integer(detail);
            case "ints" -> integers(detail);
            case "percent" -> percentage(detail);
            case "text" -> text(Integer.parseInt(detail));
            case "re" -> matching(detail);
            case "of" -> oneOf(detail);
            case "each" -> eachOf(detail);
            case "any" -> ArgumentType::accept;
            case "star" -> token -> token.equals("*") ? accept("*") : refuse(Mismatch.KEYWORD);
            case "ip" -> ArgumentTypes::address;
            case "ipmask" -> token -> masked(token, false);
            case "net" -> token -> masked(token, true);
            case "host" -> ArgumentTypes::host;
            case "hosts" -> token -> listed(token, ArgumentTypes::hostItem);
            case "addresses" -> token -> list(token, ArgumentTypes::addressItem);
            case "protocols" -> token -> list(token, ArgumentTypes::protocol);
            case "ports" -> token -> list(token, ArgumentTypes::port);
            case "translated" -> token -> list(token, ArgumentTypes::translatedPort);
            default -> throw new IllegalArgumentException("no argument type " + spec);
        };
    }

    private static ArgumentType option(String key, ArgumentType value) {
        return new ArgumentType() {
            @Override
            public Reading read(String token) {
                String prefix = key + "=";
                if (!token.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    return refuse(Mismatch.KEYWORD);
                }
                return switch (value.read(token.substring(prefix.length()))) {
                    case Reading.Accepted a -> accept(prefix + a.canonical());
                    case Reading.Refused r -> r;
                };
            }

            @Override
            public String hint() {
                return key + "=";
            }
        };
    }

    private static ArgumentType integer(String range) {
        var m = RANGE_FORM.matcher(range);
        if (!m.matches()) {
            throw new IllegalArgumentException("int needs a range a..b, not " + range);
        }
        long low = Long.parseLong(m.group(1));
        long high = Long.parseLong(m.group(2));
        return new ArgumentType() {
            @Override
            public Reading read(String token) {
                if (token.isEmpty() || !token.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return refuse(Mismatch.INTEGER);
                }
                if (token.length() > 18 || Long.parseLong(token) < low || Long.parseLong(token) > high) {
                    return refuse(Mismatch.RANGE);
                }
                return accept(Long.toString(Long.parseLong(token)));
            }

            @Override
            public String hint() {
                return low + "-" + high;
            }
        };
    }

    /** {@code 3} or {@code 3-7}. */
    private static ArgumentType integers(String range) {
        ArgumentType one = integer(range);
        return token -> {
            int dash = token.indexOf('-');
            if (dash <= 0) {
                return one.read(token);
            }
            Reading from = one.read(token.substring(0, dash));
            Reading to = one.read(token.substring(dash + 1));
            if (from instanceof Reading.Accepted a && to instanceof Reading.Accepted b) {
                return Long.parseLong(a.canonical()) <= Long.parseLong(b.canonical())
                        ? accept(a.canonical() + "-" + b.canonical())
                        : refuse(Mismatch.RANGE);
            }
            return from instanceof Reading.Refused ? from : to;
        };
    }

    /** {@code 75%}. */
    private static ArgumentType percentage(String range) {
        ArgumentType number = integer(range);
        return token -> {
            if (!token.endsWith("%")) {
                return refuse(Mismatch.KEYWORD);
            }
            Reading read = number.read(token.substring(0, token.length() - 1));
            return read instanceof Reading.Accepted a ? accept(a.canonical() + "%") : read;
        };
    }

    private static ArgumentType text(int max) {
        return token -> token.length() <= max ? accept(token) : refuse(Mismatch.RANGE);
    }

    private static ArgumentType matching(String regex) {
        Pattern p = Pattern.compile(regex);
        return token -> p.matcher(token).matches() ? accept(token) : refuse(Mismatch.KEYWORD);
    }

    /** Keywords after an equals sign, separated by commas in the pattern. */
    private static ArgumentType oneOf(String words) {
        List<String> all = List.of(words.split(",", -1));
        return token -> {
            String lower = token.toLowerCase(Locale.ROOT);
            return all.contains(lower) ? accept(lower) : refuse(Mismatch.KEYWORD);
        };
    }

    /** Some of these keywords, with commas between them. */
    private static ArgumentType eachOf(String words) {
        ArgumentType one = oneOf(words);
        return token -> listed(token, one::read);
    }

    private static Reading address(String token) {
        Long a = Addresses.parse(token);
        return a == null ? refuse(Mismatch.ADDRESS) : accept(Addresses.print(a));
    }

    private static Reading masked(String token, boolean network) {
        int slash = token.indexOf('/');
        Long a = Addresses.parse(slash < 0 ? token : token.substring(0, slash));
        if (a == null) {
            return refuse(Mismatch.ADDRESS);
        }
        if (slash < 0) {
            return accept(Addresses.print(a));
        }
        Integer length = Addresses.prefixLength(token.substring(slash + 1));
        if (length == null) {
            return refuse(Mismatch.ADDRESS);
        }
        long shown = network ? a & Addresses.mask(length) : a;
        return accept(Addresses.print(shown) + "/" + length);
    }

    private static Reading host(String token) {
        if (token.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
            return address(token);
        }
        return HOST_NAME.matcher(token).matches() ? accept(token) : refuse(Mismatch.ADDRESS);
    }

    private static Reading addressItem(String token) {
        if (token.equals("*")) {
            return accept("*");
        }
        return token.indexOf('-') > 0 ? range(token) : masked(token, false);
    }

    /** An address, or {@code A-B}. */
    private static Reading hostItem(String token) {
        return token.indexOf('-') > 0 ? range(token) : address(token);
    }

    private static Reading range(String token) {
        int dash = token.indexOf('-');
        Reading from = address(token.substring(0, dash));
        Reading to = address(token.substring(dash + 1));
        return from instanceof Reading.Accepted a && to instanceof Reading.Accepted b
                ? accept(a.canonical() + "-" + b.canonical())
                : refuse(Mismatch.ADDRESS);
    }

    private static Reading protocol(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        if (PROTOCOLS.contains(lower) || lower.startsWith("tcpflag=")) {
            return accept(lower);
        }
        return number(lower, 255);
    }

    private static Reading port(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        if (PORTS.contains(lower)) {
            return accept(lower);
        }
        int dash = lower.indexOf('-');
        if (dash < 0) {
            return number(lower, 65535);
        }
        String from = lower.substring(0, dash);
        String to = lower.substring(dash + 1);
        Reading low = from.isEmpty() || PORTS.contains(from) ? accept(from) : number(from, 65535);
        Reading high = to.isEmpty() || PORTS.contains(to) ? accept(to) : number(to, 65535);
        if (low instanceof Reading.Refused) {
            return low;
        }
        return high instanceof Reading.Refused || (from.isEmpty() && to.isEmpty())
                ? refuse(Mismatch.KEYWORD)
                : accept(lower);
    }

    /** {@code [OUTER=]INNER}. */
    private static Reading translatedPort(String token) {
        int sign = token.indexOf('=');
        if (sign < 0) {
            return port(token);
        }
        Reading outer = port(token.substring(0, sign));
        Reading inner = port(token.substring(sign + 1));
        if (outer instanceof Reading.Accepted from && inner instanceof Reading.Accepted to) {
            return accept(from.canonical() + "=" + to.canonical());
        }
        return outer instanceof Reading.Refused ? outer : inner;
    }

    private static Reading number(String token, int max) {
        if (token.isEmpty() || !token.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return refuse(Mismatch.KEYWORD);
        }
        return token.length() <= 9 && Integer.parseInt(token) <= max
                ? accept(Integer.toString(Integer.parseInt(token)))
                : refuse(Mismatch.RANGE);
    }

    /** At most ten. */
    private static Reading list(String token, Function<String, Reading> item) {
        Reading all = listed(token, item);
        return token.chars().filter(c -> c == ',').count() < 10 ? all : refuse(Mismatch.ARITY);
    }

    private static Reading listed(String token, Function<String, Reading> item) {
        List<String> canonical = new ArrayList<>();
        @Nullable Reading refused = null;
        for (String part : token.split(",", -1)) {
            switch (item.apply(part)) {
                case Reading.Accepted a -> canonical.add(a.canonical());
                case Reading.Refused r -> refused = refused == null ? r : refused;
            }
        }
        return refused == null ? accept(String.join(",", canonical)) : refused;
    }
}
