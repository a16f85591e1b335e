package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.stream.Collectors;

/** Which words of a configuration are secrets: {@code show config} prints most of them in clear (yamaha-rtx.md §3.1, §7). */
final class Masking {
    /** Beginning of a command, and how many words of it may be shown. */
    private record Rule(String command, int shown) {}

    private static final List<Rule> RULES = List.of(
            new Rule("pp auth username", 4),
            new Rule("pp auth myname", 4),
            new Rule("auth user", 4),
            new Rule("radius secret", 2),
            new Rule("cloud vpn parameter", 3),
            new Rule("l2tp tunnel auth", 4),
            new Rule("bgp neighbor pre-shared-key", 5),
            new Rule("ipsec ike pre-shared-key", 5),
            new Rule("ipsec ike eap", 4),
            new Rule("ipsec ike xauth", 4),
            new Rule("snmp community", 3),
            new Rule("snmp trap community", 3),
            new Rule("snmpv2c community", 3),
            new Rule("snmpv2c trap community", 3),
            new Rule("snmpv3", 3),
            new Rule("login user", 3),
            new Rule("login password", 2),
            new Rule("administrator password", 2),
            new Rule("httpd custom-gui", 3),
            new Rule("sshd host key", 4),
            new Rule("set", 2),
            new Rule("embedded file", 3),
            new Rule("schedule at", 3),
            new Rule("lua", 1));
    private static final int NONE = Integer.MAX_VALUE;

    private Masking() {}

    /** Index of the first secret word; beyond the end when there is none. A hexadecimal key stands where {@code text} would. */
    static int firstSecret(List<String> words) {
        for (Rule rule : RULES) {
            if (Words.startsWith(words, rule.command())) {
                boolean hexKey = rule.command().endsWith("pre-shared-key")
                        && words.size() >= rule.shown()
                        && !words.get(rule.shown() - 1).equals("text");
                return hexKey ? rule.shown() - 1 : rule.shown();
            }
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("password") || words.get(i).equals("secret")) {
                return i + 1;
            }
        }
        return NONE;
    }

    /** The line with one mask in place of all secret words; words with blanks in quotes. */
    static String mask(List<String> words) {
        int from = Math.min(firstSecret(words), words.size());
        String shown = words.subList(0, from).stream()
                .map(word -> word.isEmpty() || word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
        return from < words.size() ? shown + " " + Secret.MASK : shown;
    }

    /** A word from outside for a message: control characters away. */
    static String printable(String word) {
        return word.replaceAll("\\p{C}", "?");
    }
}
