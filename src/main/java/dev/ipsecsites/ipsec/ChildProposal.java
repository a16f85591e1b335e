package dev.ipsecsites.ipsec;

import org.jspecify.annotations.Nullable;

/**
 * What the child SA (ESP) is protected with.
 *
 * @param pfsGroup the group of the extra exchange at rekeying; null means no PFS, which is the default (DESIGN §9.4)
 */
public record ChildProposal(
        Encryption encryption, Hash integrity, @Nullable DhGroup pfsGroup) {}
