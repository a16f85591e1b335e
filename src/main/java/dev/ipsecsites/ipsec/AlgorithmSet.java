package dev.ipsecsites.ipsec;

import java.util.EnumSet;
import java.util.Set;

/**
 * What one end can do.
 *
 * @param end how messages name it: {@code Cato}, {@code RTX810}
 * @param defaultDhGroup group taken when nobody asks for one
 * @param samePrfAndIntegrity one setting serves as PRF and as integrity algorithm
 * @param pfsOnlyIkeGroup PFS uses the group of the IKE SA or isn't used
 */
public record AlgorithmSet(
        String end,
        Set<Encryption> encryption,
        Set<Hash> hashes,
        Set<DhGroup> dhGroups,
        DhGroup defaultDhGroup,
        boolean samePrfAndIntegrity,
        boolean pfsOnlyIkeGroup) {

    /**
     * Cato: encryption and hashes are the same in the article and the console; groups are what the console offers (cato-api.md
     * §2.2). Group 21 stands in the article and in the API's enum but not in the console, and no RTX has it.
     */
    public static final AlgorithmSet CATO = new AlgorithmSet(
            "Cato",
            EnumSet.allOf(Encryption.class),
            EnumSet.allOf(Hash.class),
            EnumSet.allOf(DhGroup.class),
            DhGroup.MODP_2048,
            false,
            false);
}
