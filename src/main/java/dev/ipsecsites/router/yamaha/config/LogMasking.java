package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Secret;
import java.util.regex.Pattern;

/**
 * What mustn't leave the router of its log: typed commands with keys in them ({@code syslog execute command on}) and the keys that somebody
 * else's {@code ipsec ike log … key-info} prints (yamaha-rtx.md §3.6, §4.3).
 */
public final class LogMasking {
    /** 128 bits; an IKE SPI has 64. */
    private static final Pattern KEY =
            Pattern.compile("(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}[ :]?){16,}(?![0-9A-Za-z])");
    /** Commands that hold others, and scripts. */
    private static final Pattern ANYTHING = Pattern.compile("(\\b(?:schedule at \\S+|lua)\\s+)\\S.*");

    private LogMasking() {}

    /** The text with a mask in place of what may be a secret. */
    public static String mask(String text) {
        String masked = CommandSecrets.mask(KEY.matcher(text).replaceAll(Secret.MASK));
        return ANYTHING.matcher(masked).replaceAll("$1" + Secret.MASK);
    }
}
