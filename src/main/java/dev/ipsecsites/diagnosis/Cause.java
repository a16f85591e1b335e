package dev.ipsecsites.diagnosis;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a tunnel doesn't work. The word is the same everywhere: reason of a condition, reason of an event, {@code cause} in JSON, name
 * of the runbook's page.
 */
public enum Cause {
    /** The pre-shared keys or the identities of the two ends differ. */
    AUTHENTICATION_MISMATCH("AuthenticationMismatch"),
    DH_GROUP_MISMATCH("DHGroupMismatch"),
    ENCRYPTION_MISMATCH("EncryptionMismatch"),
    PRF_MISMATCH("PRFMismatch"),
    INTEGRITY_MISMATCH("IntegrityMismatch"),
    /** The router speaks IKEv1 for a tunnel that is to be IKEv2: its default, unless a line says otherwise (yamaha-rtx.md §4.3). */
    IKE_VERSION_MISMATCH("IKEVersionMismatch"),
    /** The router offers every algorithm that it has instead of those that are configured. */
    PROPOSAL_NOT_LIMITED("ProposalNotLimited"),
    /** Not one packet of the router's reaches the PoP, or none of the PoP's reaches the router. */
    NOTHING_ARRIVES("NothingArrives"),
    /** No common proposal, and nothing says which parameter differs. */
    NO_PROPOSAL_CHOSEN("NoProposalChosen"),
    TRAFFIC_SELECTOR_MISMATCH("TrafficSelectorMismatch"),
    /** The PFS groups differ: it comes up and fails at the first renewal of the child SA. */
    CHILD_SA_GROUP_MISMATCH("ChildSAGroupMismatch"),
    /** After INVALID_KE_PAYLOAD the router answers with a responder SPI of zero (yamaha-rtx.md §4.4). */
    NO_ANSWER_AFTER_INVALID_KE("NoAnswerAfterInvalidKE"),
    ONE_WAY_TRAFFIC("OneWayTraffic"),
    MTU_TOO_LARGE("MTUTooLarge"),
    NAT_IN_BETWEEN("NATInBetween"),
    /** Cato expects the site at another public address than the one that the router has. */
    WAN_ADDRESS_MISMATCH("WANAddressMismatch"),
    LINK_DOWN("LinkDown"),
    PPPOE_DOWN("PPPoEDown"),
    CLOCK_WRONG("ClockWrong"),
    LIFETIME_MISMATCH("LifetimeMismatch"),
    POP_DOWN("PoPDown"),
    /** Two sites come from one public address to one Cato address. */
    DUPLICATE_ADDRESS("DuplicateAddress"),
    TUNNEL_NUMBER_CLASH("TunnelNumberClash"),
    LICENCE_LIMIT("LicenceLimit"),
    FILTER_IN_THE_WAY("FilterInTheWay"),
    ROUTE_MISSING("RouteMissing"),
    TUNNEL_DISABLED("TunnelDisabled"),
    /** It comes up and goes down again and again. */
    FLAPPING("Flapping"),
    /** The evidence doesn't point anywhere. */
    UNKNOWN("Unknown");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /** Such as {@code DHGroupMismatch}. */
    public String word() {
        return word;
    }

    public static Optional<Cause> ofWord(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
