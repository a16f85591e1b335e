package dev.ipsecsites.router.yamaha.show;

import java.util.Locale;
import java.util.regex.Pattern;

/** The same interface has a name in show commands, {@code PP[01]}, and one in configuration, {@code pp1}. */
public final class InterfaceName {
    private static final Pattern BRACKETED =
            Pattern.compile("(?i)(PP|TUNNEL|LAN|LOOPBACK)\\[?0*([0-9]+)\\]?(\\(.*\\))?");

    private InterfaceName() {}

    /** {@code PP[01]} → {@code pp1}, {@code TUNNEL[1]} → {@code tunnel1}, {@code LAN3(DHCP)} → {@code lan3}. */
    public static String of(String printed) {
        var bracketed = BRACKETED.matcher(printed);
        return bracketed.matches()
                ? bracketed.group(1).toLowerCase(Locale.ROOT) + bracketed.group(2)
                : printed.toLowerCase(Locale.ROOT);
    }
}
