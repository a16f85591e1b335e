package dev.ipsecsites.lab.ike;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** strongSwan's names of algorithms: its keywords in proposals, its words in status and log. */
final class Transform {
    private static final Map<String, String> CIPHER_KEYWORDS = Map.of(
            "AES_CBC_128", "aes128",
            "AES_CBC_192", "aes192",
            "AES_CBC_256", "aes256",
            "AES_GCM_16_128", "aes128gcm16",
            "AES_GCM_16_256", "aes256gcm16",
            "DES3_CBC", "3des",
            "DES_CBC", "des");
    private static final Map<Integer, String> GROUP_KEYWORDS = Map.ofEntries(
            Map.entry(0, "modpnone"),
            Map.entry(1, "modp768"),
            Map.entry(2, "modp1024"),
            Map.entry(5, "modp1536"),
            Map.entry(14, "modp2048"),
            Map.entry(15, "modp3072"),
            Map.entry(16, "modp4096"),
            Map.entry(19, "ecp256"),
            Map.entry(20, "ecp384"),
            Map.entry(21, "ecp521"));
    private static final Map<String, Integer> GROUPS = Map.ofEntries(
            Map.entry("MODP_768", 1),
            Map.entry("MODP_1024", 2),
            Map.entry("MODP_1536", 5),
            Map.entry("MODP_2048", 14),
            Map.entry("MODP_3072", 15),
            Map.entry("MODP_4096", 16),
            Map.entry("ECP_256", 19),
            Map.entry("ECP_384", 20),
            Map.entry("ECP_521", 21));

    private Transform() {}

    /** @param name as in {@link dev.ipsecsites.lab.wire.CatoPeer.Transforms} */
    static String cipherKeyword(String name) {
        return known(CIPHER_KEYWORDS.get(name), name);
    }

    static String integrityKeyword(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String prfKeyword(String name) {
        return "prf" + integrityKeyword(name);
    }

    static String groupKeyword(int number) {
        return known(GROUP_KEYWORDS.get(number), "group " + number);
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IkeException("strongSwan has no keyword for " + what);
        }
        return value;
    }

    /** {@code AES_CBC} and {@code 256}, or {@code AES_CBC_256} of the log. */
    static String encryption(String algorithm, String keySize) {
        return switch (algorithm) {
            case "" -> "";
            case "3DES_CBC" -> "DES3_CBC";
            case "DES_CBC" -> "DES_CBC";
            default -> keySize.isEmpty() ? algorithm : algorithm + "_" + keySize;
        };
    }

    /** {@code PRF_HMAC_SHA2_256} and {@code HMAC_SHA2_256_128} are both SHA256. */
    static String hash(String algorithm) {
        for (String bits : List.of("256", "384", "512")) {
            if (algorithm.contains("SHA2_" + bits)) {
                return "SHA" + bits;
            }
        }
        return algorithm.contains("SHA1") ? "SHA1" : algorithm.contains("MD5") ? "MD5" : "";
    }

    /** 0 when there is none. */
    static int group(String name) {
        return GROUPS.getOrDefault(name, 0);
    }
}
