package dev.ipsecsites.router.yamaha.show;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show status pp N} (yamaha-rtx.md §3.7).
 *
 * @param up the session stands
 * @param localAddress agreed by IPCP
 */
public record PpStatus(boolean up, @Nullable String localAddress) {
    private static final Pattern UP = Pattern.compile(
            "Current (?:PPPoE session|line|PPTP connection) status is Connected\\.?|PPPoEセッションは接続されています。?|回線は接続されています。?");
    private static final Pattern ADDRESS =
            Pattern.compile("PP IP Address\\s+Local\\s*[:：]\\s*((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?:[/,、\\s].*)?");
    private static final Pattern HISTORY = Pattern.compile("Last .*status.*|直前の.*状態.*");

    private static final Pattern HEADING = Pattern.compile("PP\\[[^\\]]{1,32}\\]\\s*[:：]?");

    /** Of several answers for the first interface the latest counts; what other interfaces have is not its. */
    public static PpStatus parse(List<String> lines) {
        boolean up = false;
        String address = null;
        String heading = null;
        boolean now = true;
        for (String raw : lines) {
            String line = raw.strip();
            if (HEADING.matcher(line).matches()) {
                heading = heading == null ? line : heading;
                now = line.equals(heading);
                up = !now && up;
                address = now ? null : address;
                continue;
            }
            now &= !HISTORY.matcher(line).matches();
            if (now) {
                up |= UP.matcher(line).matches();
                var isAddress = ADDRESS.matcher(line);
                address = address == null && isAddress.matches() ? isAddress.group(1) : address;
            }
        }
        return new PpStatus(up, up ? address : null);
    }
}
