package dev.ipsecsites.lab.wire;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.RouterPeer.Keepalive;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pair that agrees, in the article's values, and changes to either end. */
final class Peers {
    static final String COME_FROM = "198.51.100.20";
    static final String GO_TO = "203.0.113.10";
    static final Transforms ARTICLE = transforms("AES_CBC_256", "SHA256", 2);
    static final Transforms ARTICLE_CHILD = transforms("AES_CBC_256", "SHA256", 0);

    /** What Cato takes on Automatic. */
    static final Transforms AUTOMATIC = new Transforms(
            ordered("AES_GCM_16_256", "AES_GCM_16_128", "AES_CBC_256", "AES_CBC_128"),
            ordered("SHA512", "SHA384", "SHA256", "SHA1"),
            ordered("SHA512", "SHA384", "SHA256", "SHA1"),
            ordered(21, 20, 19, 16, 15, 14, 5, 2));

    static final Transforms AUTOMATIC_CHILD = new Transforms(
            AUTOMATIC.encryption(), AUTOMATIC.prf(), AUTOMATIC.integrity(), ordered(0, 21, 20, 19, 16, 15, 14, 5, 2));

    /** All that an RTX810 can do. */
    static final Transforms RTX = new Transforms(
            ordered("AES_CBC_256", "AES_CBC_128", "DES3_CBC"),
            ordered("SHA256", "SHA1", "MD5"),
            ordered("SHA256", "SHA1", "MD5"),
            ordered(14, 5, 2, 1));

    private Peers() {}

    @SafeVarargs
    static <T> Set<T> ordered(T... values) {
        return new LinkedHashSet<>(List.of(values));
    }

    static Transforms transforms(String encryption, String hash, int group) {
        return new Transforms(Set.of(encryption), Set.of(hash), Set.of(hash), Set.of(group));
    }

    /** One algorithm of a proposal replaced; {@code what} is encryption, prf, integrity or group. */
    static Transforms with(Transforms old, String what, String value) {
        return switch (what) {
            case "encryption" -> new Transforms(Set.of(value), old.prf(), old.integrity(), old.dhGroups());
            case "prf" -> new Transforms(old.encryption(), Set.of(value), old.integrity(), old.dhGroups());
            case "integrity" -> new Transforms(old.encryption(), old.prf(), Set.of(value), old.dhGroups());
            case "group" ->
                new Transforms(old.encryption(), old.prf(), old.integrity(), Set.of(Integer.valueOf(value)));
            default -> throw new IllegalArgumentException(what);
        };
    }

    static CatoBuilder cato() {
        return new CatoBuilder();
    }

    static RouterBuilder router() {
        return new RouterBuilder();
    }

    /** Cato's end. */
    static final class CatoBuilder {
        String key = "100123/PRIMARY1";

        @Nullable
        String siteAddress = COME_FROM;

        boolean initiates = true;
        boolean popUp = true;
        String psk = "Abcdefgh1234";
        IkeIdentity own = new IkeIdentity("ipv4", GO_TO);
        IkeIdentity expected = new IkeIdentity("ipv4", COME_FROM);
        Transforms ike = with(AUTOMATIC, "group", "2");
        Transforms child = AUTOMATIC_CHILD;

        CatoPeer build() {
            return new CatoPeer(
                    key,
                    GO_TO,
                    siteAddress,
                    initiates,
                    popUp,
                    PreSharedKey.ofText(psk),
                    own,
                    expected,
                    ike,
                    child,
                    List.of());
        }
    }

    /** The router's end. */
    static final class RouterBuilder {
        boolean enabled = true;
        int version = 2;
        boolean initiates = true;
        boolean answers = true;

        @Nullable
        String hindrance;

        @Nullable
        String source = COME_FROM;

        @Nullable
        String publicAddress = COME_FROM;

        @Nullable
        String remote = GO_TO;

        @Nullable
        String psk = "Abcdefgh1234";

        @Nullable
        IkeIdentity own = new IkeIdentity("ipv4", COME_FROM);

        @Nullable
        IkeIdentity expected = new IkeIdentity("ipv4", GO_TO);

        Transforms configured = ARTICLE;
        Transforms configuredChild = ARTICLE_CHILD;
        boolean limited = true;
        boolean natTraversal;

        @Nullable
        Keepalive keepalive = new Keepalive(10, 6);

        boolean rfcRekey = true;
        long ikeLifetime = 19_800;
        long childLifetime = 3_600;

        RouterPeer build() {
            return new RouterPeer(
                    "osaka",
                    1,
                    1,
                    enabled,
                    version,
                    initiates,
                    answers,
                    Optional.ofNullable(hindrance),
                    source,
                    publicAddress,
                    remote,
                    psk == null ? null : PreSharedKey.ofText(psk),
                    own,
                    expected,
                    configured,
                    limited,
                    RTX,
                    configuredChild,
                    new Transforms(RTX.encryption(), RTX.prf(), RTX.integrity(), ordered(0, 14, 5, 2)),
                    natTraversal,
                    keepalive,
                    ikeLifetime,
                    childLifetime,
                    rfcRekey);
        }
    }
}
