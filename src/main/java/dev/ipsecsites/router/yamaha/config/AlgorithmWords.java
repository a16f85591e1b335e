package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import java.util.Set;
import java.util.stream.Collectors;

/** Algorithms in the router's words (yamaha-rtx.md §4.5). What the model can't do is refused, naming what it can. */
record AlgorithmWords(RtxModel model, String tunnel) {
    String encryption(Encryption encryption) {
        check("encryption", encryption, model.capabilities().algorithms().encryption());
        return encryption == Encryption.AES_CBC_256 ? "aes256-cbc" : "aes-cbc";
    }

    /** One setting serves as PRF and as integrity algorithm of the IKE SA. */
    String hash(Hash prf, Hash integrity) {
        if (prf != integrity) {
            throw refused("prf " + prf + " and integrity " + integrity + ": it has one setting for both");
        }
        return hash(integrity);
    }

    String hash(Hash hash) {
        check("integrity", hash, model.capabilities().algorithms().hashes());
        return switch (hash) {
            case SHA1 -> "sha";
            case SHA2_256 -> "sha256";
            case SHA2_384 -> "sha384";
            case SHA2_512 -> "sha512";
        };
    }

    String group(DhGroup group) {
        check("dhGroup", group, model.capabilities().algorithms().dhGroups());
        return switch (group) {
            case MODP_1024 -> "modp1024";
            case MODP_1536 -> "modp1536";
            default -> "modp2048";
        };
    }

    void checkPfs(DhGroup pfs, DhGroup ike) {
        if (pfs != ike) {
            throw refused("pfsGroup " + pfs.number() + " beside dhGroup " + ike.number()
                    + ": PFS uses the group of the IKE SA or none");
        }
    }

    static String type(Identity.Type type) {
        return switch (type) {
            case IPV4 -> "ipv4-addr";
            case FQDN -> "fqdn";
            case EMAIL -> "user-fqdn";
            case KEY_ID -> "key-id";
        };
    }

    private <E> void check(String field, E wanted, Set<E> possible) {
        if (!possible.contains(wanted)) {
            throw refused(field + " " + wanted + "; it has "
                    + possible.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    private RefusedException refused(String what) {
        return new RefusedException("Incompatible", model.printed() + " can't do " + what, tunnel);
    }
}
