package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import dev.ipsecsites.lab.rtx.net.Reach;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ping} and {@code traceroute}, answered by the simulated network (yamaha-rtx.md §5.4). */
final class ReachTable extends Table {
    private static final int DEFAULT_TTL = 254;
    private static final double NEAR = 4.1;

    ReachTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        command("ping", "(-s <int:1..64000>|-c <int:1..2147483647>|-sa <ip>|-w <int:1..99>)* <host>", ReachTable::ping)
                .forUsers();
        command("traceroute", "<host> [noresolv] [-sa <ip>]", ReachTable::traceroute)
                .forUsers();
    }

    private static Optional<String> resolve(Call c, String host) {
        if (Addresses.parse(host) != null) {
            return Optional.of(host);
        }
        return c.router()
                .running()
                .find(Context.GLOBAL, "ip host", host)
                .map(l -> l.value().getFirst());
    }

    private static String option(Call c, String name) {
        int i = c.value().indexOf(name);
        return i < 0 ? "" : c.word(i + 1);
    }

    /** Without {@code -c} it never ends by itself; a lost packet makes no line. */
    private static void ping(Call c) {
        Optional<String> target = resolve(c, c.value().getLast());
        if (target.isEmpty()) {
            c.error(Text.ADDRESS);
            return;
        }
        String count = option(c, "-c");
        long wanted = count.isEmpty() ? Long.MAX_VALUE : Long.parseLong(count);
        Router router = c.router();
        Duration pause = router.behaviour().pingInterval();
        List<Double> times = new ArrayList<>();
        long sent = 0;
        boolean stopped = false;
        while (sent < wanted && !stopped) {
            if (new Reach(router).answers(target.get(), option(c, "-sa"))) {
                double time = router.echoes()
                                .roundTrip(target.get())
                                .map(t -> t.toNanos() / 1e6)
                                .orElse(NEAR)
                        + jitter(sent);
                times.add(time);
                c.console().line(answer(target.get(), sent, time, c.japanese()));
            }
            sent++;
            stopped = sent < wanted && c.console().interrupted(pause);
        }
        c.console().line("");
        summary(c, sent, times);
    }

    private static double milliseconds(long sequence) {
        return NEAR + jitter(sequence);
    }

    private static double jitter(long sequence) {
        return sequence % 7 * 0.217;
    }

    private static String answer(String from, long sequence, double time, boolean japanese) {
        String form =
                japanese ? "%sから受信: シーケンス番号=%d ttl=%d 時間=%.3fミリ秒" : "received from %s: icmp_seq=%d ttl=%d time=%.3fms";
        return form.formatted(from, sequence, DEFAULT_TTL, time);
    }

    private static void summary(Call c, long sent, List<Double> times) {
        String lost = "%.1f%%".formatted(100.0 * (sent - times.size()) / Math.max(1, sent));
        c.console()
                .line(
                        c.japanese()
                                ? sent + "個のパケットを送信し、" + times.size() + "個のパケットを受信しました。" + lost + "パケットロス"
                                : sent + " packets transmitted, " + times.size() + " packets received, " + lost
                                        + " packet loss");
        if (times.isEmpty()) {
            return;
        }
        var all = times.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        String numbers = String.format(Locale.ROOT, "%.3f/%.3f/%.3f", all.getMin(), all.getAverage(), all.getMax());
        c.console()
                .line(
                        c.japanese()
                                ? "往復遅延 最低/平均/最大 = " + numbers + " ミリ秒"
                                : "round-trip min/avg/max = " + numbers + " ms");
    }

    private static void traceroute(Call c) {
        Optional<String> target = resolve(c, c.word(0));
        if (target.isEmpty()) {
            c.error(Text.ADDRESS);
            return;
        }
        int hop = 1;
        for (String router : new Reach(c.router()).path(target.get())) {
            c.console()
                    .line("%2d   %s  %.3f ms  %.3f ms  %.3f ms"
                            .formatted(hop, router, milliseconds(hop), milliseconds(hop + 1), milliseconds(hop + 2)));
            hop++;
        }
    }
}
