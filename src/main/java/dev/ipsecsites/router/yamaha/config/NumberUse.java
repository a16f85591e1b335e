package dev.ipsecsites.router.yamaha.config;

import java.util.Set;
import java.util.TreeSet;

/** Which tunnel, gateway and policy numbers a line occupies. */
final class NumberUse {
    private NumberUse() {}

    static Set<Integer> of(ConfigLine line) {
        Set<Integer> numbers = new TreeSet<>();
        if (line.context() instanceof Context.Tunnel tunnel) {
            numbers.add(tunnel.number());
        }
        if (line.startsWith("tunnel enable") || line.startsWith("tunnel template")) {
            line.words().stream().skip(2).forEach(word -> addRange(numbers, word));
        } else if (line.startsWith("ipsec tunnel")) {
            add(numbers, line, 2);
        } else if (line.startsWith("ipsec sa policy")) {
            add(numbers, line, 3);
            add(numbers, line, 4);
        } else if (line.startsWith("ipsec ike")) {
            Grammar.gateway(line.words()).ifPresent(numbers::add);
        } else if (line.startsWith("ipsec auto refresh") && line.key().words().size() == 4) {
            add(numbers, line, 3);
        }
        return numbers;
    }

    private static void add(Set<Integer> numbers, ConfigLine line, int at) {
        if (at < line.words().size() && Words.number(line.words().get(at)) > 0) {
            numbers.add(Words.number(line.words().get(at)));
        }
    }

    /** {@code 3}, or {@code 3-7}. */
    private static void addRange(Set<Integer> numbers, String word) {
        int dash = word.indexOf('-');
        int first = Words.number(dash < 0 ? word : word.substring(0, dash));
        int last = dash < 0 ? first : Words.number(word.substring(dash + 1));
        for (int n = first; n > 0 && n <= Math.min(last, first + 10_000); n++) {
            numbers.add(n);
        }
    }
}
