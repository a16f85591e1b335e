package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.IkeConnection.Life;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Cato was told, as a connection of strongSwan's: Cato's end of the tunnel. */
public final class CatoTranslator {
    /** The article's lifetimes; the router's are shorter by their rekey margin, so that it is the one who renews. */
    private static final Life IKE = new Life(21_780, 19_800, 0);

    static final Life CHILD = new Life(3_960, 3_600, 0);
    private static final int DPD_SECONDS = 10;
    private static final List<String> EVERYTHING = List.of("0.0.0.0/0");

    private CatoTranslator() {}

    /** Empty while the tunnel has no address at Cato: a destination FQDN. */
    public static Optional<IkeConnection> connection(CatoPeer peer, String name) {
        String address = peer.catoAddress();
        if (address == null) {
            return Optional.empty();
        }
        // With another identification than IPv4 the site may come from anywhere (cato-api.md §2.3).
        boolean fromItsAddress = peer.expectedPeerIdentity().type().equals("ipv4") && peer.siteAddress() != null;
        return Optional.of(new IkeConnection(
                name,
                2,
                address,
                fromItsAddress ? String.valueOf(peer.siteAddress()) : "%any",
                peer.initiates() && fromItsAddress,
                peer.ownIdentity(),
                peer.expectedPeerIdentity(),
                peer.preSharedKey(),
                proposals(peer.ike(), true),
                proposals(peer.child(), false),
                selectors(peer.trafficSelectors()),
                EVERYTHING,
                IKE,
                CHILD,
                false,
                DPD_SECONDS,
                false));
    }

    /** Combined ciphers need a proposal of their own: no integrity algorithm goes with them (RFC 7296 §3.3). */
    private static List<String> proposals(Transforms told, boolean ike) {
        List<String> combined =
                told.encryption().stream().filter(c -> c.contains("GCM")).toList();
        List<String> separate =
                told.encryption().stream().filter(c -> !c.contains("GCM")).toList();
        List<String> proposals = new ArrayList<>();
        if (!combined.isEmpty()) {
            proposals.add(proposal(combined, List.of(), told, ike));
        }
        if (!separate.isEmpty()) {
            proposals.add(proposal(separate, List.copyOf(told.integrity()), told, ike));
        }
        return proposals;
    }

    private static String proposal(List<String> ciphers, List<String> integrity, Transforms told, boolean ike) {
        List<String> words = new ArrayList<>();
        ciphers.forEach(cipher -> words.add(Transform.cipherKeyword(cipher)));
        integrity.forEach(hash -> words.add(Transform.integrityKeyword(hash)));
        if (ike) {
            told.prf().forEach(hash -> words.add(Transform.prfKeyword(hash)));
        }
        groups(told.dhGroups()).forEach(words::add);
        return String.join("-", words);
    }

    /** "None" alone is said by silence. */
    private static Stream<String> groups(Set<Integer> groups) {
        return groups.equals(Set.of(0)) ? Stream.of() : groups.stream().map(Transform::groupKeyword);
    }

    /** {@code servers:10.0.0.0/24} or plain networks; empty means route-based (cato-api.md §2.2). */
    private static List<String> selectors(List<String> ranges) {
        return ranges.isEmpty()
                ? EVERYTHING
                : ranges.stream()
                        .map(range -> range.substring(range.lastIndexOf(':') + 1))
                        .toList();
    }
}
