package dev.ipsecsites.operator.site;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be put right at Cato, because it is ours. At the router nothing is left to do: its lines are compared at each visit, and
 * those that drifted are put back (DESIGN §3).
 */
enum Correction {
    /** The role again: key, addresses. Somebody may have changed them in the console; the API doesn't show the key. */
    SEND_TUNNEL("key and addresses sent to Cato again"),
    /** Connection mode, identification and both messages again, with a fixed DH group (article, "Init Message Parameters"). */
    SEND_ALGORITHMS("connection mode, identification and algorithms sent to Cato again"),
    /** "Catoのアルゴリズム設定をルータと同じ値で固定指定にして改善するか" (article): the router's value instead of Auto. */
    PIN_IKE_ENCRYPTION("encryption of the Init message fixed at Cato to the router's"),
    PIN_IKE_PRF("PRF of the Init message fixed at Cato to the router's"),
    PIN_IKE_INTEGRITY("integrity of the Init message fixed at Cato to the router's"),
    PIN_CHILD_ENCRYPTION("encryption of the Auth message fixed at Cato to the router's"),
    PIN_CHILD_INTEGRITY("integrity of the Auth message fixed at Cato to the router's");

    private final String done;

    Correction(String done) {
        this.done = done;
    }

    /** What an Event says when it was done. */
    String done() {
        return done;
    }

    /**
     * Whether it is said for the whole site. Then it is no remedy while another tunnel is up: that one works with the same settings, and
     * a change of them may take it down (cato-api.md §4.7, {@code CONFIG_CHANGED}).
     */
    boolean siteWide() {
        return this != SEND_TUNNEL;
    }

    /** Whether one parameter is fixed. */
    boolean pins() {
        return name().startsWith("PIN_");
    }

    /** Those among the steps of {@code repair.tried}, in its order. */
    static List<Correction> in(List<String> tried) {
        return tried.stream()
                .flatMap(t -> Arrays.stream(values()).filter(c -> c.name().equals(t)))
                .toList();
    }

    /** {@code ike.encryption}, as in {@code status.pinned}; for those that {@link #pins()}. */
    String parameter() {
        return name().substring("PIN_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Those that may remove a cause, the mildest first: what was said is said again before anything else is said. */
    static List<Correction> against(String cause) {
        return switch (cause) {
            case "AuthenticationMismatch", "WANAddressMismatch", "NothingArrives", "DuplicateAddress" ->
                List.of(SEND_TUNNEL);
            case "DHGroupMismatch", "ChildSAGroupMismatch", "NoAnswerAfterInvalidKE", "TrafficSelectorMismatch" ->
                List.of(SEND_ALGORITHMS);
            case "EncryptionMismatch" -> List.of(SEND_ALGORITHMS, PIN_IKE_ENCRYPTION, PIN_CHILD_ENCRYPTION);
            case "PRFMismatch" -> List.of(SEND_ALGORITHMS, PIN_IKE_PRF);
            case "IntegrityMismatch" -> List.of(SEND_ALGORITHMS, PIN_IKE_INTEGRITY, PIN_CHILD_INTEGRITY);
            case "NoProposalChosen" ->
                List.of(
                        SEND_ALGORITHMS,
                        PIN_IKE_ENCRYPTION,
                        PIN_IKE_PRF,
                        PIN_IKE_INTEGRITY,
                        PIN_CHILD_ENCRYPTION,
                        PIN_CHILD_INTEGRITY);
            default -> List.of();
        };
    }
}
