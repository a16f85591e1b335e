package dev.ipsecsites.lab.wire;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tunnel as Cato was told.
 *
 * @param key site id and tunnel id, such as {@code 100123/PRIMARY1}
 * @param catoAddress allocated address; null while none is set
 * @param siteAddress the firewall's public address as configured; null when unknown (identification other than IPv4)
 * @param initiates connection mode Bidirectional
 * @param popUp whether the PoP behind the address is there
 * @param expectedPeerIdentity identity that Cato wants from the firewall
 */
public record CatoPeer(
        String key,
        @Nullable String catoAddress,
        @Nullable String siteAddress,
        boolean initiates,
        boolean popUp,
        PreSharedKey preSharedKey,
        IkeIdentity ownIdentity,
        IkeIdentity expectedPeerIdentity,
        Transforms ike,
        Transforms child,
        List<String> trafficSelectors) {

    /** An IKE identity; {@code type} is {@code ipv4}, {@code fqdn}, {@code email} or {@code key-id}. */
    public record IkeIdentity(String type, String value) {}

    /**
     * Accepted algorithms, each set never empty; IANA transform names: {@code AES_CBC_128}, {@code AES_CBC_256}, {@code AES_GCM_16_128},
     * {@code AES_GCM_16_256}, {@code DES3_CBC}; {@code SHA1}, {@code SHA256}, {@code SHA384}, {@code SHA512}, {@code MD5}; DH numbers, 0 for none.
     * In order of preference where iteration order matters.
     *
     * @param prf not used for a child SA
     */
    public record Transforms(Set<String> encryption, Set<String> prf, Set<String> integrity, Set<Integer> dhGroups) {}
}
