package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import org.jspecify.annotations.Nullable;

/** The value of a parameter at each end, in one wording. */
final class Parameters {
    /** What Cato was told where it chooses by itself. */
    static final String AUTOMATIC = "Automatic";

    static final String NONE = "None";

    private Parameters() {}

    /** As told to Cato: a value, {@link #AUTOMATIC}, {@link #NONE}; null where it isn't known what it was told. */
    static @Nullable String atCato(@Nullable IpsecDetails told, Parameter parameter) {
        if (told == null) {
            return null;
        }
        var init = told.initMessage();
        var auth = told.authMessage();
        return switch (parameter) {
            case ENCRYPTION -> label(init.encryption());
            case PRF -> label(init.prf());
            case INTEGRITY -> label(init.integrity());
            case DH_GROUP -> group(init.dhGroup());
            case CHILD_ENCRYPTION -> label(auth.encryption());
            case CHILD_INTEGRITY -> label(auth.integrity());
            case PFS_GROUP -> group(auth.dhGroup());
            default -> null;
        };
    }

    static @Nullable String of(@Nullable Algorithms algorithms, Parameter parameter) {
        if (algorithms == null) {
            return null;
        }
        return switch (parameter) {
            case ENCRYPTION -> Names.encryption(algorithms.encryption());
            case PRF -> Names.hash(algorithms.prf());
            case INTEGRITY -> Names.hash(algorithms.integrity());
            case DH_GROUP -> group(algorithms.dhGroup());
            case CHILD_ENCRYPTION -> Names.encryption(algorithms.childEncryption());
            case CHILD_INTEGRITY -> Names.hash(algorithms.childIntegrity());
            case PFS_GROUP -> group(algorithms.pfsGroup());
            default -> null;
        };
    }

    static boolean fixed(@Nullable String atCato) {
        return atCato != null && !atCato.equals(AUTOMATIC);
    }

    private static String label(@Nullable Encryption encryption) {
        return encryption == null ? AUTOMATIC : encryption.label();
    }

    private static String label(@Nullable Hash hash) {
        return hash == null ? AUTOMATIC : hash.label();
    }

    private static String group(Dh group) {
        return switch (group) {
            case Dh.Automatic() -> AUTOMATIC;
            case Dh.None() -> NONE;
            case Dh.Group(var number) -> String.valueOf(number.number());
        };
    }

    private static @Nullable String group(@Nullable Integer number) {
        if (number == null) {
            return null;
        }
        return number == Algorithms.NO_PFS ? NONE : String.valueOf(number);
    }
}
