package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times and amounts as the router words them. */
final class Units {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(Router.ZONE);

    private Units() {}

    static String stamp(Instant time) {
        return STAMP.format(time);
    }

    /** {@code 5 hours 7 minutes 58 seconds}, {@code 2時間5分10秒}; leading zero parts are left out. */
    static String lasting(Duration d, boolean japanese) {
        long[] amounts = {d.toDays(), d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart()};
        String[] english = {"day", "hour", "minute", "second"};
        String[] kanji = {"日", "時間", "分", "秒"};
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] > 0 || !parts.isEmpty() || i == amounts.length - 1) {
                parts.add(japanese ? amounts[i] + kanji[i] : counted(amounts[i], english[i]));
            }
        }
        return String.join(japanese ? "" : " ", parts);
    }

    /** {@code 0 packet}, {@code 1 packet}, {@code 2 packets}. */
    static String counted(long amount, String unit) {
        return amount + " " + unit + (amount > 1 ? "s" : "");
    }

    static String traffic(long packets, long octets, boolean japanese) {
        return japanese
                ? packets + " パケット [" + octets + " オクテット]"
                : counted(packets, "packet") + " [" + counted(octets, "octet") + "]";
    }
}
