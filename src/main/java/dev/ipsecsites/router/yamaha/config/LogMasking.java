package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What mustn't leave the router of its log: typed commands with keys in them ({@code syslog execute command on}) and the keys that somebody
 * else's {@code ipsec ike log … key-info} prints (yamaha-rtx.md §3.6, §4.3).
 */
public final class LogMasking {
    /** 128 bits; an IKE SPI has 64. */
    private static final Pattern KEY =
            Pattern.compile("(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}[ :]?){16,}(?![0-9A-Za-z])");
    /** Where a command may begin within a line. */
    private static final Pattern COMMAND =
            Pattern.compile("\\b(?:ipsec ike|pp auth|auth user|radius secret|cloud vpn|l2tp tunnel|bgp"
                    + " neighbor|snmp|login|administrator|httpd|sshd host|schedule at|lua)\\b");

    private LogMasking() {}

    /** The text with a mask in place of what may be a secret. */
    public static String mask(String text) {
        String masked = KEY.matcher(text).replaceAll(Secret.MASK);
        Matcher command = COMMAND.matcher(masked);
        while (command.find()) {
            List<String> words = Words.split(masked.substring(command.start()));
            if (Masking.firstSecret(words) < words.size()) {
                return masked.substring(0, command.start()) + Masking.mask(words);
            }
        }
        return masked;
    }
}
