package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.Identity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One name for what consoles, the API, timelines, configurations and show commands call differently. */
final class Names {
    private static final Pattern SHA2 = Pattern.compile("SHA[-_ ]?(?:2[-_ ]?)?(512|384|256)");
    private static final Pattern SHA1 = Pattern.compile("SHA[-_ ]?1|SHA(?![0-9])");
    private static final Pattern BITS = Pattern.compile("(?<![0-9])(128|192|256)(?![0-9])");
    /** Of AES, that neither end can be told to use (cato-api.md §2.2, yamaha-rtx.md §4.3). */
    private static final Pattern OTHER_MODES = Pattern.compile("(?<![A-Z])(?:CTR|CCM|CFB|OFB)");

    private static final Pattern NO_ALGORITHM = Pattern.compile("(?<![A-Z])NONE(?![A-Z])");
    private static final Pattern CIPHER_WORD = Pattern.compile("\\b(?:3des|des|aes\\d*)-cbc\\b");
    private static final Pattern HASH_WORD = Pattern.compile("\\b(?:md5|sha\\d*)(?:-hmac)?\\b");
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\((\\d{1,3})\\)");
    private static final Pattern MODP = Pattern.compile("MODP[-_ ]?(\\d{3,4})");
    private static final Pattern ECP = Pattern.compile("ECP[-_ ]?(\\d{3})");
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])(\\d{1,2})(?![0-9])");
    private static final Map<String, Integer> BY_LENGTH =
            Map.of("768", 1, "1024", 2, "1536", 5, "2048", 14, "3072", 15, "4096", 16, "256", 19, "384", 20, "521", 21);
    /** What a Yamaha calls a group; it has no others (yamaha-rtx.md §0, no. 7). */
    private static final Map<Integer, String> RTX_GROUPS =
            Map.of(1, "modp768", 2, "modp1024", 5, "modp1536", 14, "modp2048");

    private Names() {}

    /** Such as {@code AES-CBC-256}, {@code AES-GCM-128}, {@code 3DES}; the text itself where it isn't understood. */
    static @Nullable String encryption(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.contains("3DES") || upper.contains("DES3")) {
            return "3DES";
        }
        if (!upper.contains("AES")) {
            return upper.contains("DES") ? "DES" : text.strip();
        }
        if (OTHER_MODES.matcher(upper).find()) {
            return text.strip();
        }
        String bits = bits(upper.replaceFirst("GCM[-_ ]?16", "GCM"));
        return (upper.contains("GCM") ? "AES-GCM-" : "AES-CBC-") + (bits == null ? "128" : bits);
    }

    /** The same, but {@code AES-CBC} or {@code AES-GCM} alone where the name says no length. */
    static @Nullable String cipher(String text) {
        String name = encryption(text);
        return name == null || bits(text) != null ? name : name.replaceFirst("-128$", "");
    }

    /** Length of a key in bits as a message or a name says it. */
    static @Nullable String bits(String text) {
        var found = BITS.matcher(text);
        return found.find() ? found.group(1) : null;
    }

    /** Such as {@code SHA2-256}, {@code SHA1}, {@code MD5}, {@link Parameters#NONE}; the text itself where it isn't understood. */
    static @Nullable String hash(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        var sha2 = SHA2.matcher(upper);
        if (sha2.find()) {
            return "SHA2-" + sha2.group(1);
        }
        if (SHA1.matcher(upper).find()) {
            return "SHA1";
        }
        if (NO_ALGORITHM.matcher(upper).find()) {
            return Parameters.NONE;
        }
        return upper.contains("MD5") ? "MD5" : text.strip();
    }

    /** Number of a group, from {@code GROUP_14_MODP2048 (14)}, {@code MODP_2048}, {@code 14}; the text itself where there is none. */
    static @Nullable String group(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        for (Pattern byNumber : List.of(IN_PARENTHESES)) {
            var found = byNumber.matcher(upper);
            if (found.find()) {
                return found.group(1);
            }
        }
        for (Pattern byLength : List.of(MODP, ECP)) {
            var found = byLength.matcher(upper);
            if (found.find() && BY_LENGTH.containsKey(found.group(1))) {
                return String.valueOf(BY_LENGTH.get(found.group(1)));
            }
        }
        var number = NUMBER.matcher(upper);
        return number.find() ? number.group(1) : text.strip();
    }

    /** The same of a child SA, which may have none: {@link Parameters#NONE}. */
    static @Nullable String pfsGroup(String text) {
        String number = group(text);
        boolean none = "0".equals(number)
                || NO_ALGORITHM.matcher(text.toUpperCase(Locale.ROOT)).find();
        return none ? Parameters.NONE : number;
    }

    /** The cipher that a line of configuration sets. */
    static @Nullable String encryptionIn(String line) {
        var cipher = CIPHER_WORD.matcher(line);
        return cipher.find() ? encryption(cipher.group()) : null;
    }

    /** The hash that a line of configuration sets. */
    static @Nullable String hashIn(String line) {
        var hash = HASH_WORD.matcher(line);
        return hash.find() ? hash(hash.group()) : null;
    }

    /** The group that a line of configuration sets. */
    static @Nullable String groupIn(String line) {
        var group = MODP.matcher(line.toUpperCase(Locale.ROOT));
        return group.find() ? group(group.group()) : null;
    }

    /** As it is typed on a router: value and type. */
    static String identity(Identity identity) {
        return identity.value() + " "
                + switch (identity.type()) {
                    case IPV4 -> "ipv4-addr";
                    case FQDN -> "fqdn";
                    case EMAIL -> "user-fqdn";
                    case KEY_ID -> "key-id";
                };
    }

    /** Group of a notification's data, {@code 000e}. */
    static @Nullable String groupOfHex(String hex) {
        try {
            return hex.isEmpty() ? null : String.valueOf(Integer.parseInt(hex, 16));
        } catch (NumberFormatException notHex) {
            return null;
        }
    }

    /** The router's word for {@code ipsec ike encryption} and {@code ipsec sa policy}; null where it has none. */
    static @Nullable String rtxEncryption(@Nullable String name) {
        return switch (String.valueOf(name)) {
            case "AES-CBC-128" -> "aes-cbc";
            case "AES-CBC-256" -> "aes256-cbc";
            default -> null;
        };
    }

    /**
     * The router's word for {@code ipsec ike hash} and {@code ipsec sa policy}; null where it has none.
     *
     * @param algorithms of the model: SHA2-384 and SHA2-512 are for few (yamaha-rtx.md §4.3); null where it isn't known
     */
    static @Nullable String rtxHash(@Nullable String name, @Nullable AlgorithmSet algorithms) {
        boolean lacks = algorithms != null
                && algorithms.hashes().stream().noneMatch(hash -> hash.label().equals(name));
        return lacks ? null : rtxHash(name);
    }

    /** Whether only some models have it: the others refuse the command (yamaha-rtx.md §4.3). */
    static boolean ofFewModels(String hash) {
        return hash.equals("sha384") || hash.equals("sha512");
    }

    private static @Nullable String rtxHash(@Nullable String name) {
        return switch (String.valueOf(name)) {
            case "SHA1" -> "sha";
            case "SHA2-256" -> "sha256";
            case "SHA2-384" -> "sha384";
            case "SHA2-512" -> "sha512";
            default -> null;
        };
    }

    /** The router's word for {@code ipsec ike group}; null where it has none. */
    static @Nullable String rtxGroup(@Nullable String number) {
        try {
            return number == null ? null : RTX_GROUPS.get(Integer.valueOf(number));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
