package dev.ipsecsites.ipsec;

import org.jspecify.annotations.Nullable;

/**
 * Algorithms that somebody asked for; null where the choice is ours.
 *
 * @param pfsGroup null means none: PFS is never chosen unasked (DESIGN §9.4)
 */
public record ProposalRequest(
        @Nullable Encryption ikeEncryption,
        @Nullable Hash prf,
        @Nullable Hash ikeIntegrity,
        @Nullable DhGroup dhGroup,
        @Nullable Encryption childEncryption,
        @Nullable Hash childIntegrity,
        @Nullable DhGroup pfsGroup) {
    public static final ProposalRequest ANY = new ProposalRequest(null, null, null, null, null, null, null);
}
