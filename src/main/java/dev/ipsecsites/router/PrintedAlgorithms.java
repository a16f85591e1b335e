package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What routers print of an SA's algorithms, such as {@code AES256_CBC}, {@code HMAC_SHA2_256_128}, {@code MODP_1024} (article, ご参考). What can't be read
 * for sure is empty, never a guess: {@code AES-CBC} names no key length.
 */
public final class PrintedAlgorithms {
    private static final Pattern AES = Pattern.compile(".*AES.*?(128|192|256).*");
    private static final Pattern SHA2 = Pattern.compile(".*SHA(?:2)?[-_ ]?(256|384|512).*");
    private static final Pattern SHA1 = Pattern.compile(".*SHA[-_ ]?1(?:[^0-9].*)?|.*SHA");
    private static final Pattern MODP = Pattern.compile(".*MODP[-_ ]?([0-9]{4}).*");

    private PrintedAlgorithms() {}

    public static Optional<Encryption> encryption(@Nullable String printed) {
        if (printed == null) {
            return Optional.empty();
        }
        String text = printed.toUpperCase(Locale.ROOT);
        var aes = AES.matcher(text);
        if (!aes.matches()) {
            return Optional.empty();
        }
        boolean gcm = text.contains("GCM");
        return gcm == text.contains("CBC")
                ? Optional.empty()
                : switch (aes.group(1)) {
                    case "128" -> Optional.of(gcm ? Encryption.AES_GCM_128 : Encryption.AES_CBC_128);
                    case "256" -> Optional.of(gcm ? Encryption.AES_GCM_256 : Encryption.AES_CBC_256);
                    default -> Optional.empty();
                };
    }

    /** Of a PRF or an integrity algorithm. */
    public static Optional<Hash> hash(@Nullable String printed) {
        if (printed == null) {
            return Optional.empty();
        }
        String text = printed.toUpperCase(Locale.ROOT);
        var sha2 = SHA2.matcher(text);
        if (sha2.matches()) {
            return Optional.of(
                    switch (sha2.group(1)) {
                        case "256" -> Hash.SHA2_256;
                        case "384" -> Hash.SHA2_384;
                        default -> Hash.SHA2_512;
                    });
        }
        return SHA1.matcher(text).matches() ? Optional.of(Hash.SHA1) : Optional.empty();
    }

    public static Optional<DhGroup> group(@Nullable String printed) {
        var modp = MODP.matcher(printed == null ? "" : printed.toUpperCase(Locale.ROOT));
        return modp.matches()
                ? switch (modp.group(1)) {
                    case "1024" -> Optional.of(DhGroup.MODP_1024);
                    case "1536" -> Optional.of(DhGroup.MODP_1536);
                    case "2048" -> Optional.of(DhGroup.MODP_2048);
                    case "3072" -> Optional.of(DhGroup.MODP_3072);
                    case "4096" -> Optional.of(DhGroup.MODP_4096);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }
}
