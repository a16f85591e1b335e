package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Algorithms as one end has them. Names may come in any wording that a console, an API or a router uses ({@code aes256-cbc},
 * {@code AES256_CBC}, {@code AES-CBC-256}, {@code sha256}, {@code HMAC_SHA2_256}); null where they aren't known.
 *
 * @param pfsGroup group of the child SA's own exchange; {@link #NO_PFS} for none
 */
public record Algorithms(
        @Nullable String encryption,
        @Nullable String prf,
        @Nullable String integrity,
        @Nullable Integer dhGroup,
        @Nullable String childEncryption,
        @Nullable String childIntegrity,
        @Nullable Integer pfsGroup) {

    /** No exchange of the child SA's own. */
    public static final int NO_PFS = 0;

    public static final Algorithms UNKNOWN = new Algorithms(null, null, null, null, null, null, null);

    public static Algorithms of(Proposal proposal) {
        var ike = proposal.ike();
        var child = proposal.child();
        var pfs = child.pfsGroup();
        return new Algorithms(
                ike.encryption().label(),
                ike.prf().label(),
                ike.integrity().label(),
                ike.dhGroup().number(),
                child.encryption().label(),
                child.integrity().label(),
                pfs == null ? NO_PFS : pfs.number());
    }
}
