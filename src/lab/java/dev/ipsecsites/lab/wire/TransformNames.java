package dev.ipsecsites.lab.wire;

import java.util.List;
import java.util.Map;

/** Transforms in the words of Cato's timeline, with their IANA numbers (RFC 7296 §3.3.2), and by strength. */
final class TransformNames {
    private static final Map<String, String> PRF = Map.of(
            "MD5", "HMAC_MD5 (1)",
            "SHA1", "HMAC_SHA1 (2)",
            "SHA256", "HMAC_SHA2_256 (5)",
            "SHA384", "HMAC_SHA2_384 (6)",
            "SHA512", "HMAC_SHA2_512 (7)");
    private static final Map<String, String> INTEGRITY = Map.of(
            "MD5", "HMAC_MD5_96 (1)",
            "SHA1", "HMAC_SHA1_96 (2)",
            "SHA256", "HMAC_SHA2_256_128 (12)",
            "SHA384", "HMAC_SHA2_384_192 (13)",
            "SHA512", "HMAC_SHA2_512_256 (14)");
    private static final Map<Integer, String> GROUPS = Map.of(
            1, "GROUP_1_MODP768",
            2, "GROUP_2_MODP1024",
            5, "GROUP_5_MODP1536",
            14, "GROUP_14_MODP2048",
            15, "GROUP_15_MODP3072",
            16, "GROUP_16_MODP4096",
            19, "GROUP_19_ECP256",
            20, "GROUP_20_ECP384",
            21, "GROUP_21_ECP521");

    /** Strongest first: what a Yamaha takes as responder (yamaha-rtx.md §4.4). */
    static final List<String> CIPHERS_BY_STRENGTH = List.of(
            "AES_GCM_16_256", "AES_GCM_16_128", "AES_CBC_256", "AES_CBC_192", "AES_CBC_128", "DES3_CBC", "DES_CBC");

    static final List<String> HASHES_BY_STRENGTH = List.of("SHA512", "SHA384", "SHA256", "SHA1", "MD5");

    private TransformNames() {}

    static String prf(String name) {
        return PRF.getOrDefault(name, name);
    }

    static String integrity(String name) {
        return INTEGRITY.getOrDefault(name, name);
    }

    static String group(int number) {
        return GROUPS.getOrDefault(number, "GROUP_" + number) + " (" + number + ")";
    }

    static boolean combined(String cipher) {
        return cipher.contains("GCM");
    }

    private static boolean sized(String cipher) {
        return cipher.startsWith("AES_");
    }

    private static String mode(String cipher) {
        return sized(cipher) ? cipher.substring(0, cipher.lastIndexOf('_')) : cipher;
    }

    /** The article's sentence where only the length differs; where the mode does, the same with the algorithm: an assumption. */
    static String encryptionMismatch(String ours, String theirs) {
        if (sized(ours) && sized(theirs) && mode(ours).equals(mode(theirs))) {
            return mismatch("Encryption algorithm length", length(ours), length(theirs));
        }
        return mismatch("Encryption algorithm", algorithm(ours), algorithm(theirs));
    }

    static String mismatch(String what, String ours, String theirs) {
        String again = what.startsWith("Encryption") || what.startsWith("Integrity")
                ? Character.toLowerCase(what.charAt(0)) + what.substring(1)
                : what;
        return what + " " + ours + " in our proposal does not match " + again + " " + theirs + " in peer's proposal 1";
    }

    private static String length(String cipher) {
        String bits = cipher.substring(cipher.lastIndexOf('_') + 1);
        return "AES_" + bits + " (" + bits + ")";
    }

    private static String algorithm(String cipher) {
        return switch (mode(cipher)) {
            case "AES_CBC" -> "AES_CBC (12)";
            case "AES_GCM_16" -> "AES_GCM_16 (20)";
            case "DES3_CBC" -> "3DES (3)";
            case "DES_CBC" -> "DES (2)";
            default -> cipher;
        };
    }
}
