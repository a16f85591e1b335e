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
    /** First value the group that the sender of the notification wants. */
    INVALID_KE,
    CANNOT_ACCEPT_KE,
    ZERO_RESPONDER_SPI,
    INITIATED,
    NO_RESPONSE,
    ESTABLISHED,
    TUNNEL_UP,
    TUNNEL_DOWN,
    /** First value the reason, such as {@code TIMEOUT}. */
    CLOSED,
    KEEPALIVE_LOST,
    /** First value the cause that the router prints. */
    PPPOE_DISCONNECTED,
    PPPOE_CONNECTED,
    PPP_AUTHENTICATION_FAILED,
    LINK_DOWN,
    LINK_UP,
    /** First value {@code PP[01] IN(100)}, second protocol and addresses. */
    FILTERED,
    TOO_LARGE,
    NAT_FOUND,
    ANTI_REPLAY,
    NO_TIMELINE,
    LICENCE,
    /** Of IKE or IPsec, but of no wording that is known; kept as evidence all the same. */
    OTHER;

    boolean up() {
        return this == ESTABLISHED || this == TUNNEL_UP;
    }
}
