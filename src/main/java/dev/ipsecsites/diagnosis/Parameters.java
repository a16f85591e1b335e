package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Setting;
import java.util.function.Function;
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

    /** As configured on the router; null where it isn't known, or has no name here. */
    static @Nullable String atRouter(RouterHalf router, Parameter parameter) {
        ConfiguredTunnel tunnel = router.configured();
        if (tunnel == null) {
            return null;
        }
        return switch (parameter) {
            case ENCRYPTION -> text(router, tunnel.ikeEncryption(), Encryption::label, Names::encryptionIn);
            case PRF, INTEGRITY -> text(router, tunnel.ikeHash(), Hash::label, Names::hashIn);
            case DH_GROUP -> text(router, tunnel.dhGroup(), Parameters::number, Names::groupIn);
            case CHILD_ENCRYPTION -> text(router, tunnel.childEncryption(), Encryption::label, Names::encryptionIn);
            case CHILD_INTEGRITY -> text(router, tunnel.childHash(), Hash::label, Names::hashIn);
            case PFS_GROUP -> {
                Boolean pfs = known(router, tunnel.pfs());
                yield pfs == null
                        ? null
                        : pfs ? text(router, tunnel.dhGroup(), Parameters::number, Names::groupIn) : NONE;
            }
            default -> null;
        };
    }

    /** The value of a setting; null too where it is the router's default and the line may only have been cut off. */
    static <T> @Nullable T known(RouterHalf router, Setting<T> setting) {
        return router.cut() && setting.line() == null ? null : setting.value();
    }

    /** Values that have no name here, such as 3DES, are told by the line that sets them. */
    private static <T> @Nullable String text(
            RouterHalf router,
            Setting<T> setting,
            Function<T, String> label,
            Function<String, @Nullable String> inLine) {
        T value = known(router, setting);
        if (value == null) {
            return setting.line() == null ? null : inLine.apply(setting.line());
        }
        return label.apply(value);
    }

    private static String number(DhGroup group) {
        return String.valueOf(group.number());
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
