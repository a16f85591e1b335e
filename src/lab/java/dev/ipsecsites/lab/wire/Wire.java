package dev.ipsecsites.lab.wire;

import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.Outcome.Agreement;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IKE's decision for one pair, from what each end was told and which packets pass. Pure. */
public final class Wire {
    /** The article's two lines for a wrong PSK, and for names that differ. */
    static final String WRONG_PSK = "Auth payload doesn't match the calculated one - wrong psk?";

    static final String DROPPED = "Auth payload doesn't match dropping this sa";

    private Wire() {}

    /**
     * Whether the two know each other: the router goes to Cato's address and comes from the one that Cato knows, or Cato goes to the
     * router's address and the router has a gateway for Cato's identity. Other identities than addresses are told by name.
     */
    public static boolean meet(CatoPeer cato, RouterPeer router) {
        String address = cato.catoAddress();
        if (address == null || router.publicAddress() == null) {
            return false;
        }
        boolean toCato = address.equals(router.remoteAddress());
        boolean toRouter = cato.initiates() && cato.ownIdentity().equals(router.expectedPeerIdentity());
        return known(cato, router) && (toCato || toRouter);
    }

    /**
     * Whether one of the two comes to the other without being known there, by a name that isn't told before IKE_AUTH (RFC 7296 §1.2): a router
     * to the PoP of a tunnel that tells firewalls by name, or Cato to the address of a router with a gateway for whoever comes.
     */
    public static boolean meetAsStrangers(CatoPeer cato, RouterPeer router) {
        String address = cato.catoAddress();
        if (address == null || router.publicAddress() == null) {
            return false;
        }
        boolean toCato = byName(cato) && address.equals(router.remoteAddress());
        boolean toRouter = cato.initiates() && known(cato, router) && router.remoteAddress() == null;
        return toCato || toRouter;
    }

    private static boolean byName(CatoPeer cato) {
        return !cato.expectedPeerIdentity().type().equals("ipv4");
    }

    /** Whether Cato can tell which tunnel it is that a router comes for. */
    private static boolean known(CatoPeer cato, RouterPeer router) {
        return byName(cato)
                ? cato.expectedPeerIdentity().equals(router.ownIdentity())
                : Objects.equals(cato.siteAddress(), router.publicAddress());
    }

    public static Outcome decide(CatoPeer cato, RouterPeer router, WirePath path) {
        Outcome outcome = negotiated(cato, router, path);
        return outcome instanceof Failed failed && !known(cato, router) ? failed.ofNoTunnel() : outcome;
    }

    private static Outcome negotiated(CatoPeer cato, RouterPeer router, WirePath path) {
        Optional<String> silence = silence(cato, router, path);
        if (silence.isPresent()) {
            return new Silent(silence.get());
        }
        boolean routerStarts = routerStarts(cato, router);
        boolean nat = router.natTraversal() && !Objects.equals(router.sourceAddress(), router.publicAddress());
        Choice choice = routerStarts ? Choice.byCato(cato.ike(), offer(router)) : Choice.byRouter(cato.ike(), router);
        if (choice.failure() != null) {
            return choice.failure();
        }
        if (!authentic(cato, router)) {
            return new Failed(
                    List.of(WRONG_PSK, DROPPED),
                    List.of("[IKE2] GW:" + router.gateway() + " receive notify AUTHENTICATION_FAILED"),
                    "TUNNEL_CREATION_FAILURE");
        }
        Choice child = routerStarts
                ? Choice.childByCato(cato.child(), childOffer(router))
                : Choice.childByRouter(cato.child(), router);
        if (child.failure() != null) {
            return child.failure();
        }
        int pfs = first(router.configuredChild().dhGroups());
        boolean pfsAgreed = cato.child().dhGroups().contains(pfs);
        boolean pfsUsed = pfsAgreed && router.childExchangeRfc();
        Agreement agreement = new Agreement(
                choice.encryption(),
                choice.prf(),
                choice.integrity(),
                choice.group(),
                child.encryption(),
                child.integrity(),
                pfsUsed ? pfs : 0,
                nat);
        // The first child SA is made in IKE_AUTH without a group of its own (RFC 7296 §1.2): PFS shows only when it is
        // renewed,
        // and a Yamaha of child-exchange type 1 renews through IKE_AUTH (yamaha-rtx.md §4.3).
        boolean rekeys = pfsAgreed || !router.childExchangeRfc();
        return new Up(
                agreement,
                nat ? path.natTIn() : path.espIn(),
                nat ? path.natTOut() : path.espOut(),
                rekeys,
                rekeysByCato(cato, router));
    }

    /**
     * Who answers a renewal follows the peer in whether there is PFS at all ({@code ipsec ike pfs}, yamaha-rtx.md §4.3); whether it takes the
     * peer's group is a matter of what it takes at all.
     */
    private static boolean rekeysByCato(CatoPeer cato, RouterPeer router) {
        Set<Integer> taken = router.limited()
                ? Set.of(first(router.configured().dhGroups()))
                : router.supported().dhGroups();
        Set<Integer> offered = cato.child().dhGroups();
        return offered.contains(0) || offered.stream().anyMatch(taken::contains);
    }

    /** Why nothing arrives; the list of the article for "File not found", and what makes a router not start at all. */
    private static Optional<String> silence(CatoPeer cato, RouterPeer router, WirePath path) {
        List<String> reasons = new ArrayList<>();
        add(reasons, !cato.popUp(), "the PoP does not answer");
        add(reasons, !router.enabled(), "the router's tunnel is not enabled");
        add(reasons, router.ikeVersion() != 2, "the router speaks IKEv" + router.ikeVersion());
        add(reasons, router.publicAddress() == null, "the router's WAN is down");
        add(reasons, router.sourceAddress() == null, "the router owns no address to start from");
        add(reasons, router.preSharedKey() == null, "the router has no pre-shared key");
        add(reasons, router.ownIdentity() == null, "the router has no local name");
        add(reasons, router.expectedPeerIdentity() == null, "the router has no remote name");
        router.hindrance().ifPresent(reasons::add);
        boolean routerStarts = routerStarts(cato, router);
        add(reasons, !routerStarts && !cato.initiates(), "neither end starts");
        add(reasons, !routerStarts && !router.answers(), "the router answers nobody who starts");
        add(reasons, !path.ike(), "UDP 500 does not pass between the router and the PoP");
        boolean nat = router.natTraversal() && !Objects.equals(router.sourceAddress(), router.publicAddress());
        add(reasons, nat && !path.natT(), "UDP 4500 does not pass between the router and the PoP");
        return reasons.stream().findFirst();
    }

    private static boolean routerStarts(CatoPeer cato, RouterPeer router) {
        return router.initiates() && Objects.equals(cato.catoAddress(), router.remoteAddress());
    }

    private static void add(List<String> reasons, boolean holds, String reason) {
        if (holds) {
            reasons.add(reason);
        }
    }

    private static boolean authentic(CatoPeer cato, RouterPeer router) {
        return cato.preSharedKey().equals(router.preSharedKey())
                && cato.expectedPeerIdentity().equals(router.ownIdentity())
                && cato.ownIdentity().equals(router.expectedPeerIdentity());
    }

    /** Without {@code proposal-limitation} everything is offered, the configured lines are no restriction (yamaha-rtx.md §4.4). */
    private static Transforms offer(RouterPeer router) {
        Transforms all = router.limited() ? router.configured() : router.supported();
        // The key exchange payload carries the configured group whatever else is offered.
        Set<Integer> groups = configuredFirst(first(router.configured().dhGroups()), all.dhGroups());
        return new Transforms(all.encryption(), all.prf(), all.integrity(), groups);
    }

    private static Set<Integer> configuredFirst(int configured, Set<Integer> all) {
        Set<Integer> groups = new LinkedHashSet<>();
        groups.add(configured);
        groups.addAll(all);
        return groups;
    }

    private static Transforms childOffer(RouterPeer router) {
        return router.limited() ? router.configuredChild() : router.supportedChild();
    }

    static int first(Set<Integer> groups) {
        return groups.iterator().next();
    }

    /** One side's choice among the other's offer, or why there is none. */
    private record Choice(
            String encryption,
            String prf,
            String integrity,
            int group,
            @Nullable Failed failure) {

        static Choice failed(Failed failure) {
            return new Choice("", "", "", 0, failure);
        }

        /** Cato answers: its own order decides, and it names each difference. {@code offer}'s first group is the KE payload's. */
        static Choice byCato(Transforms own, Transforms offer) {
            int keyExchange = first(offer.dhGroups());
            Optional<Integer> group =
                    own.dhGroups().stream().filter(offer.dhGroups()::contains).findFirst();
            Choice algorithms = algorithms(own, offer, true);
            List<String> messages = new ArrayList<>();
            if (algorithms.failure() != null) {
                messages.addAll(algorithms.failure().timeline());
            }
            if (group.isEmpty()) {
                messages.add(TransformNames.mismatch(
                        "DH group", TransformNames.group(first(own.dhGroups())), TransformNames.group(keyExchange)));
            }
            if (!messages.isEmpty()) {
                return failed(noProposal(messages));
            }
            if (group.orElseThrow() != keyExchange) {
                return failed(wrongKeyExchange(group.orElseThrow(), keyExchange));
            }
            return new Choice(algorithms.encryption(), algorithms.prf(), algorithms.integrity(), keyExchange, null);
        }

        static Choice childByCato(Transforms own, Transforms offer) {
            return algorithms(own, offer, false);
        }

        private static Choice algorithms(Transforms own, Transforms offer, boolean prf) {
            List<String> messages = new ArrayList<>();
            Optional<String> encryption = common(own.encryption(), offer.encryption());
            if (encryption.isEmpty()) {
                messages.add(TransformNames.encryptionMismatch(head(own.encryption()), head(offer.encryption())));
            }
            Optional<String> random = common(own.prf(), offer.prf());
            if (prf && random.isEmpty()) {
                messages.add(TransformNames.mismatch(
                        "PRF algorithm", TransformNames.prf(head(own.prf())), TransformNames.prf(head(offer.prf()))));
            }
            // Integrity is no part of a proposal whose ciphers all bring their own (RFC 7296 §3.3).
            boolean combined = encryption
                    .map(TransformNames::combined)
                    .orElseGet(() -> own.encryption().stream().allMatch(TransformNames::combined));
            Optional<String> integrity = common(own.integrity(), offer.integrity());
            if (!combined && integrity.isEmpty()) {
                messages.add(TransformNames.mismatch(
                        "Integrity algorithm",
                        TransformNames.integrity(head(own.integrity())),
                        TransformNames.integrity(head(offer.integrity()))));
            }
            return messages.isEmpty()
                    ? new Choice(encryption.orElseThrow(), random.orElse(""), integrity.orElse(""), 0, null)
                    : failed(noProposal(messages));
        }

        /** The router answers. Limited it takes only its lines; otherwise the strongest that it can (yamaha-rtx.md §4.4). */
        static Choice byRouter(Transforms offer, RouterPeer router) {
            int keyExchange = first(offer.dhGroups());
            Transforms own = router.limited() ? router.configured() : strongest(router.supported());
            List<String> messages = new ArrayList<>();
            Choice algorithms = algorithms(own, offer, true);
            if (algorithms.failure() != null) {
                // The sentences are Cato's: "our proposal" is its own whoever chose.
                messages.addAll(
                        Objects.requireNonNull(algorithms(offer, own, true).failure())
                                .timeline());
            }
            int configured = first(router.configured().dhGroups());
            Optional<Integer> group = configuredFirst(configured, own.dhGroups()).stream()
                    .filter(offer.dhGroups()::contains)
                    .findFirst();
            if (group.isEmpty()) {
                messages.add(TransformNames.mismatch(
                        "DH group", TransformNames.group(keyExchange), TransformNames.group(configured)));
            }
            if (!messages.isEmpty()) {
                return failed(noProposal(messages));
            }
            return own.dhGroups().contains(keyExchange)
                    ? new Choice(algorithms.encryption(), algorithms.prf(), algorithms.integrity(), keyExchange, null)
                    : failed(refusedKeyExchange(keyExchange, group.orElseThrow()));
        }

        /** A retry with another group doesn't help: the router answers it with a responder SPI of zero (yamaha-rtx.md §4.4). */
        private static Failed refusedKeyExchange(int sent, int wanted) {
            return new Failed(
                    List.of(TransformNames.mismatch(
                            "DH group", TransformNames.group(sent), TransformNames.group(wanted))),
                    List.of(
                            "[IKE2] GW:*/INIT cannot accept KE payload",
                            "[IKE2] GW:*/INIT INVALID_KE_PAYLOAD data:" + String.format("%04x", wanted)),
                    "NO_PEER_PROPOSAL_SELECTED");
        }

        static Choice childByRouter(Transforms offer, RouterPeer router) {
            Transforms own = router.limited() ? router.configuredChild() : strongest(router.supportedChild());
            Choice algorithms = algorithms(own, offer, false);
            return algorithms.failure() == null ? algorithms : algorithms(offer, own, false);
        }

        private static Transforms strongest(Transforms all) {
            return new Transforms(
                    sorted(all.encryption(), TransformNames.CIPHERS_BY_STRENGTH),
                    sorted(all.prf(), TransformNames.HASHES_BY_STRENGTH),
                    sorted(all.integrity(), TransformNames.HASHES_BY_STRENGTH),
                    all.dhGroups());
        }

        private static Set<String> sorted(Set<String> names, List<String> order) {
            Set<String> sorted = new LinkedHashSet<>(order);
            sorted.retainAll(names);
            sorted.addAll(names);
            return sorted;
        }

        private static Failed noProposal(List<String> messages) {
            return new Failed(
                    messages, List.of("[IKE2] receive notify NO_PROPOSAL_CHOSEN"), "NO_PEER_PROPOSAL_SELECTED");
        }

        private static Failed wrongKeyExchange(int selected, int sent) {
            return new Failed(
                    List.of("DH group number in the KE property doesn't match the selected proposal [selected: "
                            + selected + ", in KE payload: " + sent + "]"),
                    List.of("[IKE2] receive notify INVALID_KE_PAYLOAD data:" + String.format("%04x", selected)),
                    "NO_PEER_PROPOSAL_SELECTED");
        }

        private static Optional<String> common(Set<String> preferred, Set<String> offered) {
            return preferred.stream().filter(offered::contains).findFirst();
        }

        private static String head(Set<String> names) {
            return names.iterator().next();
        }
    }
}
