package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes keys and passwords out of lines that are going to be quoted. Logs and configurations hold them in clear (yamaha-rtx.md §3.1). */
public final class Masks {
    /** A line is quoted up to here; what follows is nobody's evidence. */
    static final int LONGEST = 500;

    /** Keys of IKE are 16 octets and more; the two SPIs of an IKE SA are 8 each, those of ESP 4. */
    private static final int KEY_DIGITS = 32;

    private static final String KEPT = "$1" + Secret.MASK;

    /**
     * What stands before a secret is kept, the rest of the value is not.
     *
     * @param hints in lower case, one of which is in every line that has a match: most lines have none; empty for keys in hexadecimal digits
     */
    private record Form(Pattern pattern, List<String> hints) {
        static Form of(String pattern, String... hints) {
            return new Form(Pattern.compile(pattern), List.of(hints));
        }

        boolean mayBeIn(String lower, boolean digits) {
            if (hints.isEmpty()) {
                return digits;
            }
            for (String hint : hints) {
                if (lower.contains(hint)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Commands of yamaha-rtx.md §7, labels of show commands and of files. */
    private static final List<Form> SECRETS = List.of(
            Form.of("(?i)(pre-shared-key\\s++(?:[\\d.]++\\s++)?+(?:text\\s++)?+)[^\\s*].*", "pre-shared-key"),
            Form.of("(?i)(\\b(?:pp auth (?:username|myname)|auth user)\\s+\\S+\\s+)\\S.*", "auth"),
            Form.of(
                    "(?i)(\\b(?:radius secret|login password(?: encrypted)?|administrator password(?: encrypted)?|l2tp"
                            + " tunnel auth on|snmp(?:v2c)? (?:trap )?community(?: read-(?:only|write))?)\\s+)\\S.*",
                    "secret",
                    "password",
                    "auth on",
                    "community"),
            Form.of(
                    "(?i)(\\b(?:login user|cloud vpn parameter|sshd host key generate)\\s+\\S+\\s+)\\S.*",
                    "login user",
                    "cloud vpn",
                    "host key"),
            Form.of("(?i)(\\bipsec ike (?:eap|xauth) \\S+\\s+)\\S.*", "ipsec ike"),
            Form.of("(?i)(\\bhttpd custom-gui api password\\s+)\\S.*", "custom-gui"),
            Form.of(
                    "(?i)(\\b(?:psk|pre-?shared[- _]?key|password|passwd|passphrase|secret|api[-_ ]?key|x-api-key|"
                            + "SK_[adepri]{1,2}|private[-_ ]?key)[\"']?\\s*[:=]\\s*)[\"']?[^\\s\"',}]+[\"']?",
                    "psk",
                    "key",
                    "pass",
                    "secret",
                    "sk_"),
            Form.of("((?:^|\\s)(?:Key|鍵)\\s*[:：]\\s*)\\S.*", "key", "鍵"),
            Form.of("()(?<![0-9A-Fa-f])(?:0x)?[0-9A-Fa-f]{" + KEY_DIGITS + ",}+"),
            Form.of("()(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :-]){15,}+[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"),
            Form.of("(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*", "private key"));

    private Masks() {}

    /** The line without secrets and control characters, cut off at {@value #LONGEST} characters. */
    public static String mask(String line) {
        String text = printable(line.length() <= LONGEST ? line : whole(line) + "…");
        String lower = text.toLowerCase(Locale.ROOT);
        boolean digits = holdsManyDigits(lower);
        for (Form secret : SECRETS) {
            if (secret.mayBeIn(lower, digits)) {
                var found = secret.pattern().matcher(text);
                if (found.find()) {
                    text = found.replaceAll(KEPT);
                }
            }
        }
        return text.strip();
    }

    /** Whether hexadecimal digits, with what may stand between them, go on for as long as a key in them is. */
    private static boolean holdsManyDigits(String lower) {
        int run = 0;
        for (int i = 0; i < lower.length() && run < KEY_DIGITS; i++) {
            char c = lower.charAt(i);
            boolean part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ' ' || c == ':' || c == '-';
            run = part ? run + 1 : 0;
        }
        return run == KEY_DIGITS;
    }

    private static String whole(String line) {
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end);
    }

    private static String printable(String line) {
        if (ascii(line)) {
            return line;
        }
        StringBuilder out = new StringBuilder(line.length());
        line.codePoints().forEach(c -> out.appendCodePoint(shown(c)));
        return out.toString();
    }

    private static boolean ascii(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Control characters would rewrite a terminal, characters of direction the line. */
    private static int shown(int c) {
        if (c == '\t') {
            return ' ';
        }
        int type = Character.getType(c);
        boolean hidden = Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE;
        return hidden ? '?' : c;
    }
}
