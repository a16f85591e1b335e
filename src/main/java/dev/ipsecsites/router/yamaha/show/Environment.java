package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.RouterFacts;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show environment} (yamaha-rtx.md §3.2).
 *
 * @param facts null when no line names model and revision
 * @param runningConfig what {@code save} writes to: {@code 0} for {@code config0}, or a file such as {@code usb1:/config.txt}
 * @param time by the router's clock; null where no line tells
 */
public record Environment(
        @Nullable RouterFacts facts,
        @Nullable String runningConfig,
        @Nullable OffsetDateTime time) {

    private static final Pattern MODEL =
            Pattern.compile("(RTX[0-9]+|vRX|NVR\\w+|FWX[0-9]+)\\b.*?\\sRev\\.([0-9]+\\.[0-9]+\\.[0-9]+)\\b.*");
    private static final Pattern SERIAL = Pattern.compile("\\bserial=(\\S+)");
    private static final Pattern CONFIG =
            Pattern.compile("(?<!Default )(?:Config\\. file|実行中設定ファイル)\\s*[:：]\\s*(?:config)?(\\S+)");

    /** Of boot time and current time, the only ones that it prints with their zone, the later: their labels depend on the language. */
    private static final Pattern TIME =
            Pattern.compile("\\b([0-9]{4})/([0-9]{2})/([0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) ([+-][0-9]{2}:[0-9]{2})");

    public static Environment parse(List<String> lines) {
        String model = null;
        String firmware = null;
        String serial = null;
        String config = null;
        OffsetDateTime time = null;
        for (String raw : lines) {
            String line = raw.strip();
            var isModel = MODEL.matcher(line);
            if (model == null && isModel.matches()) {
                model = isModel.group(1);
                firmware = "Rev." + isModel.group(2);
            }
            var isSerial = SERIAL.matcher(line);
            if (serial == null && isSerial.find()) {
                serial = isSerial.group(1);
            }
            var isConfig = CONFIG.matcher(line);
            if (config == null && isConfig.find()) {
                config = isConfig.group(1);
            }
            OffsetDateTime printed = time(line);
            if (printed != null && (time == null || printed.isAfter(time))) {
                time = printed;
            }
        }
        return new Environment(
                model == null || firmware == null ? null : new RouterFacts(model, firmware, serial), config, time);
    }

    private static @Nullable OffsetDateTime time(String line) {
        var time = TIME.matcher(line);
        if (!time.find()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(
                    time.group(1) + "-" + time.group(2) + "-" + time.group(3) + "T" + time.group(4) + time.group(5));
        } catch (DateTimeException garbled) {
            return null;
        }
    }
}
