package dev.ipsecsites.router.yamaha.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which tunnel, gateway and policy numbers a line occupies or is otherwise about. */
final class NumberUse {
    /** Commands in which {@code tunnel N} stands for whatever tunnel there is. */
    private static final List<String> LEADING_TO_TUNNELS =
            List.of("ip route", "ipv6 route", "tunnel backup", "pp backup", "lan backup", "schedule at");

    private NumberUse() {}

    /** What stands on the number itself. */
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

    /**
     * Numbers that a line makes part of something else, so that a tunnel of ours there would become that: a policy that protects a
     * transport, which for those of a template has its number (REF 15.50), a tunnel of a dial-in (REF 17.1.2) or of a bridge (REF 45.1).
     */
    static Set<Integer> claimed(ConfigLine line) {
        Set<Integer> numbers = new TreeSet<>();
        if (line.startsWith("ipsec transport template")) {
            line.words().stream().skip(4).forEach(word -> addRange(numbers, word));
        } else if (line.startsWith("ipsec transport")) {
            add(numbers, line, 3);
        } else if (line.startsWith("pp bind") || line.startsWith("bridge member")) {
            line.words().stream()
                    .filter(word -> word.matches("tunnel[0-9]+(-tunnel[0-9]+)?"))
                    .forEach(word -> addRange(numbers, word.replace("tunnel", "")));
        }
        return numbers;
    }

    /** Numbers that a line uses whatever stands there: it sends packets into that tunnel, or makes that gateway's SAs anew. */
    static Set<Integer> used(ConfigLine line) {
        Set<Integer> numbers = new TreeSet<>();
        List<String> words = line.words();
        boolean trigger = words.size() > 4 && Words.startsWith(words.subList(2, 5), "vrrp shutdown trigger");
        if (trigger || LEADING_TO_TUNNELS.stream().anyMatch(line::startsWith)) {
            for (int i = 1; i < words.size(); i++) {
                if (words.get(i - 1).equals("tunnel")) {
                    add(numbers, line, i);
                }
            }
        } else if (line.startsWith("ip keepalive")) {
            words.stream()
                    .filter(word -> word.matches("ipsec-refresh(-up|-down)?=.*"))
                    .flatMap(word ->
                            Stream.of(word.substring(word.indexOf('=') + 1).split(",", -1)))
                    .forEach(word -> addRange(numbers, word));
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
