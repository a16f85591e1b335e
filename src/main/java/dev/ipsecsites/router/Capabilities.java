package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import java.util.Set;

/**
 * What a model with its firmware can do (yamaha-rtx.md §4.1, §4.3).
 *
 * @param defaultDhGroup group taken when nobody asks for one
 * @param samePrfAndIntegrity one knob sets both
 * @param pfsOnlyIkeGroup PFS uses the IKE group or none
 * @param tunnels how many tunnel numbers there are
 */
public record Capabilities(
        String model,
        Set<Encryption> encryption,
        Set<Hash> hashes,
        Set<DhGroup> dhGroups,
        DhGroup defaultDhGroup,
        boolean samePrfAndIntegrity,
        boolean pfsOnlyIkeGroup,
        int tunnels) {}
