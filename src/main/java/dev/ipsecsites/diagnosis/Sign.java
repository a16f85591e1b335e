package dev.ipsecsites.diagnosis;

/** What a message says, whatever its wording. */
enum Sign {
    WRONG_AUTHENTICATION,
    /** First value the group that Cato selected, second the one of the router's KE payload. */
    KE_GROUP_DIFFERS,
    /** First value Cato's, second the router's; so in all that follow. */
    DH_GROUP_DIFFERS,
    /** Values are key lengths in bits. */
    ENCRYPTION_LENGTH_DIFFERS,
    ENCRYPTION_DIFFERS,
    PRF_DIFFERS,
    INTEGRITY_DIFFERS,
    NO_PROPOSAL,
    CHILD_NO_PROPOSAL,
    TRAFFIC_SELECTORS,
    /** Cato doesn't know who comes from this address. */
    PEER_UNKNOWN,
    /** Cato says that the site or the account lacks a licence. */
    LICENCE,
    /** First value the group that the sender of the notification wants. */
    INVALID_KE,
    /** The peer says so: first value the group that it wants. */
    INVALID_KE_RECEIVED,
    CANNOT_ACCEPT_KE,
    ZERO_RESPONDER_SPI,
    /** First value the initiator's SPI, second the responder's, where they are known; so in both that follow. */
    HEADER,
    MESSAGE_SENT,
    MESSAGE_RECEIVED,
    INITIATED,
    NO_RESPONSE,
    /** The IKE SA stands; of a child SA it says nothing. First value its number, where the router prints one. */
    ESTABLISHED,
    TUNNEL_UP,
    TUNNEL_DOWN,
    /** First value the reason, such as {@code TIMEOUT}. */
    CLOSED,
    KEEPALIVE_LOST,
    /** Cato serves the site from another PoP now. */
    POP_CHANGED,
    /** First value the number of the PP, as in all of PPP; second the cause, where the router prints one. */
    PPPOE_DISCONNECTED,
    PPPOE_CONNECTED,
    /** Second value the address that the PP got. */
    ADDRESS_GIVEN,
    PPP_AUTHENTICATION_FAILED,
    /** First value the LAN interface, such as {@code LAN2}. */
    LINK_DOWN,
    LINK_UP,
    /** First value {@code PP[01] IN(100)}, second protocol and addresses. */
    FILTERED,
    TOO_LARGE,
    NAT_FOUND,
    ANTI_REPLAY,
    /** First value the number of the SA, where the router prints one. */
    SA_DELETED,
    /** The router began anew, and all SAs with it (yamaha-rtx.md §4.3). */
    RESTARTED,
    SWITCHED_OFF,
    NO_TIMELINE;

    boolean up() {
        return this == ESTABLISHED || this == TUNNEL_UP;
    }

    /** About the line to the provider, so of every tunnel over it. */
    boolean ofLink() {
        return switch (this) {
            case PPPOE_DISCONNECTED, PPPOE_CONNECTED, PPP_AUTHENTICATION_FAILED, ADDRESS_GIVEN, LINK_DOWN, LINK_UP ->
                true;
            default -> false;
        };
    }

    /** Of every tunnel, whoever is named. */
    boolean ofAll() {
        return ofLink() || this == RESTARTED;
    }

    /** The negotiation failed. */
    boolean failure() {
        return switch (this) {
            case WRONG_AUTHENTICATION,
                    KE_GROUP_DIFFERS,
                    DH_GROUP_DIFFERS,
                    ENCRYPTION_LENGTH_DIFFERS,
                    ENCRYPTION_DIFFERS,
                    PRF_DIFFERS,
                    INTEGRITY_DIFFERS,
                    NO_PROPOSAL,
                    TRAFFIC_SELECTORS,
                    PEER_UNKNOWN,
                    INVALID_KE,
                    INVALID_KE_RECEIVED,
                    CANNOT_ACCEPT_KE,
                    ZERO_RESPONDER_SPI,
                    NO_RESPONSE -> true;
            default -> false;
        };
    }

    /** The negotiation of the tunnel or of another child SA failed. */
    boolean failed() {
        return failure() || this == CHILD_NO_PROPOSAL;
    }

    /** Somebody began to negotiate. */
    boolean ofNegotiation() {
        return failed() || up() || this == INITIATED || this == SA_DELETED;
    }

    /** At either end: nobody can say so without having heard the other one. */
    boolean answered() {
        return failure() && this != NO_RESPONSE;
    }

    /** It isn't up any more, or can't be: it ended, or the router began anew. */
    boolean over() {
        return ended() || this == RESTARTED;
    }

    /** It was up, and isn't any more. */
    boolean ended() {
        return this == TUNNEL_DOWN || this == CLOSED || this == KEEPALIVE_LOST;
    }
}
