package dev.ipsecsites.lab.cma;

import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The API's enums as sets of transforms: Automatic is everything that the console offers, strongest first (cato-api.md §2.2). */
public final class WireTransforms {
    private static final Map<String, String> CIPHERS = Map.of(
            "AES_CBC_128", "AES_CBC_128",
            "AES_CBC_256", "AES_CBC_256",
            "AES_GCM_128", "AES_GCM_16_128",
            "AES_GCM_256", "AES_GCM_16_256",
            "DES3_CBC", "DES3_CBC");
    private static final List<String> ALL_CIPHERS =
            List.of("AES_GCM_16_256", "AES_GCM_16_128", "AES_CBC_256", "AES_CBC_128");
    private static final List<String> ALL_HASHES = List.of("SHA512", "SHA384", "SHA256", "SHA1");
    /** 21 comes from the article; the console's list doesn't have it. */
    private static final List<Integer> ALL_GROUPS = List.of(21, 20, 19, 16, 15, 14, 5, 2);

    private WireTransforms() {}

    public static Transforms ike(Message message) {
        return new Transforms(
                ciphers(message.cipher()),
                hashes(message.prf()),
                hashes(message.integrity()),
                groups(message.dhGroup(), false));
    }

    /** PFS Automatic takes any group, and none. */
    public static Transforms child(Message message) {
        return new Transforms(
                ciphers(message.cipher()),
                hashes(message.prf()),
                hashes(message.integrity()),
                groups(message.dhGroup(), true));
    }

    private static Set<String> ciphers(String value) {
        return new LinkedHashSet<>(
                CIPHERS.containsKey(value) ? List.of(String.valueOf(CIPHERS.get(value))) : ALL_CIPHERS);
    }

    /** {@code NONE} goes with a combined cipher, whose integrity nobody negotiates; like Automatic it then rules nothing out. */
    private static Set<String> hashes(String value) {
        return new LinkedHashSet<>(
                value.equals(Message.AUTOMATIC) || value.equals("NONE") ? ALL_HASHES : List.of(value));
    }

    private static Set<Integer> groups(String value, boolean child) {
        if (value.equals("NONE")) {
            return Set.of(0);
        }
        Set<Integer> groups = new LinkedHashSet<>();
        if (value.equals(Message.AUTOMATIC)) {
            if (child) {
                groups.add(0);
            }
            groups.addAll(ALL_GROUPS);
        } else {
            groups.add(Integer.parseInt(value.split("_", -1)[1]));
        }
        return groups;
    }
}
