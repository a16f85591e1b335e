package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.IkePair.Result;
import dev.ipsecsites.lab.ike.LogReader.Groups;
import dev.ipsecsites.lab.ike.LogReader.Proposals;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Outcome;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import java.util.List;
import java.util.Optional;

/**
 * What two daemons came to, in the terms of the compared wire, read from their logs.
 *
 * @param refused a KE payload that was for another group than the one selected, though the negotiation may have gone on from there
 * @param told with what notification Cato's end refused a router that began, as the router's daemon has it
 */
public record RealOutcome(Outcome outcome, Optional<RefusedGroup> refused, Optional<String> told) {
    /** @param byCato else by the router */
    public record RefusedGroup(int sent, int wanted, boolean byCato) {}

    public static RealOutcome of(Result result, CatoPeer told, RouterGateway gateway) {
        boolean routerStarts = result.starter().equals("router");
        LogReader router = new LogReader(result.routerLog());
        LogReader cato = new LogReader(result.catoLog());
        Optional<RefusedGroup> refused = (routerStarts ? cato : router)
                .refusedGroup()
                .map(groups -> new RefusedGroup(groups.sent(), groups.wanted(), routerStarts));
        Outcome outcome;
        if (result.starter().isEmpty()) {
            outcome = new Silent(gateway.silence().orElse("neither end starts"));
        } else if (result.agreement().isPresent()) {
            outcome = new Up(result.agreement().get(), true, true, result.renewed(), result.renewedByCato());
        } else if (routerStarts) {
            Outcome answered = answeredByCato(cato, gateway.gateway());
            boolean whose = ofThisTunnel(told, gateway);
            outcome = answered instanceof Failed failed && !whose ? failed.ofNoTunnel() : answered;
        } else {
            outcome = answeredByRouter(router, cato, gateway.gateway());
        }
        return new RealOutcome(outcome, refused, routerStarts ? router.notified() : Optional.empty());
    }

    private static Outcome answeredByCato(LogReader cato, int gateway) {
        if (cato.knewNobody()) {
            return new Silent("what came to Cato belongs to no tunnel of this address");
        }
        if (cato.refusedIke()) {
            Optional<Groups> groups = cato.refusedGroup();
            return cato.lastChoice("IKE")
                    .map(both -> noProposal(CatoWording.mismatches(both, true)))
                    .orElseGet(() -> groups.map(RealOutcome::keyExchange).orElseGet(RealOutcome::unread));
        }
        if (cato.refusedPeer()) {
            return authentication(gateway);
        }
        if (cato.refusedChild()) {
            return cato.lastChoice("ESP")
                    .map(both -> noProposal(CatoWording.mismatches(both, false)))
                    .orElseGet(RealOutcome::unread);
        }
        if (cato.refusedSelectors()) {
            return selectors();
        }
        return cato.refusedGroup()
                .<Outcome>map(RealOutcome::keyExchange)
                .orElseGet(() -> new Silent("no exchange was completed"));
    }

    /** A failed exchange goes into a tunnel's timeline when the address or the name tells which tunnel it is. */
    private static boolean ofThisTunnel(CatoPeer told, RouterGateway gateway) {
        return told.expectedPeerIdentity().type().equals("ipv4")
                || gateway.connection()
                        .filter(connection -> connection.localId().equals(told.expectedPeerIdentity()))
                        .isPresent();
    }

    private static Outcome answeredByRouter(LogReader router, LogReader cato, int gateway) {
        if (router.knewNobody()) {
            return new Silent("the router has no gateway for who came");
        }
        if (router.refusedIke()) {
            return router.lastChoice("IKE")
                    .map(Proposals::turned)
                    .map(both -> noProposal(CatoWording.mismatches(both, true)))
                    .orElseGet(RealOutcome::unread);
        }
        if (router.refusedPeer() || cato.refusedPeer() || cato.wasRefused()) {
            return authentication(gateway);
        }
        if (router.refusedChild()) {
            return router.lastChoice("ESP")
                    .map(Proposals::turned)
                    .map(both -> noProposal(CatoWording.mismatches(both, false)))
                    .orElseGet(RealOutcome::unread);
        }
        if (router.refusedSelectors()) {
            return selectors();
        }
        return router.refusedGroup()
                .<Outcome>map(groups -> refusedByRouter(groups.sent(), groups.wanted()))
                .orElseGet(() -> new Silent("no exchange was completed"));
    }

    /** Never expected: it would show as a disagreement. */
    private static Failed unread() {
        return new Failed(List.of(), List.of(), "UNKNOWN");
    }

    private static Failed noProposal(List<String> sentences) {
        return new Failed(sentences, List.of("[IKE2] receive notify NO_PROPOSAL_CHOSEN"), "NO_PEER_PROPOSAL_SELECTED");
    }

    private static Failed keyExchange(Groups groups) {
        return refusedByCato(groups.sent(), groups.wanted());
    }

    static Failed refusedByCato(int sent, int wanted) {
        return new Failed(
                List.of(CatoWording.keyExchange(wanted, sent)),
                List.of("[IKE2] receive notify INVALID_KE_PAYLOAD data:" + number(wanted)),
                "NO_PEER_PROPOSAL_SELECTED");
    }

    static Failed refusedByRouter(int sent, int wanted) {
        return new Failed(
                List.of(CatoWording.groups(sent, wanted)),
                List.of(
                        "[IKE2] GW:*/INIT cannot accept KE payload",
                        "[IKE2] GW:*/INIT INVALID_KE_PAYLOAD data:" + number(wanted)),
                "NO_PEER_PROPOSAL_SELECTED");
    }

    private static Failed authentication(int gateway) {
        return new Failed(
                CatoWording.AUTHENTICATION,
                List.of("[IKE2] GW:" + gateway + " receive notify AUTHENTICATION_FAILED"),
                "TUNNEL_CREATION_FAILURE");
    }

    private static Failed selectors() {
        return new Failed(
                List.of(CatoWording.SELECTORS),
                List.of("[IKE2] receive notify TS_UNACCEPTABLE"),
                "TUNNEL_CREATION_FAILURE");
    }

    private static String number(int group) {
        return "%04x".formatted(group);
    }
}
