package dev.ipsecsites.router.yamaha.show;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show status user} (yamaha-rtx.md §1.8): a row for each login, marked {@code *} for the session that asks, {@code +} for an administrator,
 * {@code @} for RADIUS.
 *
 * @param ownAddress where the asking session comes from; null when no single row is marked or it names no address
 */
public record SessionUsers(@Nullable String ownAddress) {
    private static final Pattern OWN = Pattern.compile("[+@]*\\*[*+@]*\\s*[A-Za-z0-9_-].*");
    private static final Pattern ADDRESS = Pattern.compile("(?<![0-9.])((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?![0-9.])");

    public static SessionUsers parse(List<String> lines) {
        List<String> own = lines.stream()
                .map(String::strip)
                .filter(line -> OWN.matcher(line).matches())
                .toList();
        if (own.size() != 1) {
            return new SessionUsers((String) null);
        }
        String last = null;
        var address = ADDRESS.matcher(own.getFirst());
        while (address.find()) {
            last = address.group(1);
        }
        return new SessionUsers(last);
    }
}
