package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every wording that is known, found anywhere in a line or row: the article's (Cato側ログの確認), notifications of RFC 7296 §3.10.1 and
 * close reasons as Cato names them (cato-api.md §4.7), the router's log (yamaha-rtx.md §3.6, §4.4).
 */
final class Wordings {
    /** {@code hint} is a piece of every match in lower case: most lines have none of them, and a log may have 100,000 lines. */
    private record Wording(Sign sign, String hint, Pattern pattern) {}

    private static final String QUOTE = "['’`]?";

    private static final List<Wording> ALL = List.of(
            wording(Sign.WRONG_AUTHENTICATION, "auth payload", "auth payload doesn" + QUOTE + "t match"),
            wording(Sign.WRONG_AUTHENTICATION, "authentication_failed", "\\bauthentication_failed\\b"),
            wording(
                    Sign.KE_GROUP_DIFFERS,
                    "selected proposal",
                    "dh group number in the ke (?:property|payload) doesn" + QUOTE
                            + "t match the selected proposal\\s*\\[?\\s*selected:\\s*(\\d+)\\s*,\\s*in ke"
                            + " payload:\\s*(\\d+)"),
            differs(Sign.DH_GROUP_DIFFERS, "dh group"),
            differs(Sign.ENCRYPTION_LENGTH_DIFFERS, "encryption algorithm length"),
            differs(Sign.ENCRYPTION_DIFFERS, "encryption algorithm"),
            differs(Sign.PRF_DIFFERS, "prf algorithm"),
            differs(Sign.INTEGRITY_DIFFERS, "integrity algorithm"),
            wording(
                    Sign.CHILD_NO_PROPOSAL,
                    "child_sa",
                    "\\b(?:create_child_sa|child_sa|child sa)\\b.*\\b(?:no_proposal_chosen|no proposal)"),
            wording(Sign.NO_PROPOSAL, "no_proposal_chosen", "\\bno_proposal_chosen\\b"),
            wording(
                    Sign.NO_PROPOSAL,
                    "no_peer_proposal",
                    "\\b(?:ikev2_conn_close_reason__)?no_peer_proposal_selected\\b"),
            wording(Sign.TRAFFIC_SELECTORS, "ts_unacceptable", "\\bts_unacceptable\\b"),
            wording(Sign.CANNOT_ACCEPT_KE, "cannot accept ke", "cannot accept ke payload"),
            wording(Sign.INVALID_KE, "invalid_ke_payload", "\\binvalid_ke_payload\\b(?:.*data:\\s*([0-9a-f]{4}))?"),
            wording(Sign.NO_TIMELINE, "file not found", "\\bfile not found\\b"),
            wording(Sign.CLOSED, "conn_close_reason", "ikev2_conn_close_reason__([a-z_]+)"));

    private Wordings() {}

    private static Wording wording(Sign sign, String hint, String pattern) {
        return new Wording(sign, hint, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** The article's sentence "X A in our proposal does not match X B in peer's proposal 1". */
    private static Wording differs(Sign sign, String what) {
        String value = "\\s+(\\S+(?:\\s*\\(\\d+\\))?)\\s+";
        return wording(
                sign,
                what,
                "\\b" + what + value + "in our proposal does not match " + what + value + "in peer" + QUOTE
                        + "s proposal");
    }

    /** What a message says; empty where it is of no known wording. */
    static Optional<Reading> read(Message message) {
        String text = message.text();
        String lower = text.toLowerCase(Locale.ROOT);
        for (Wording wording : ALL) {
            if (lower.contains(wording.hint())) {
                var found = wording.pattern().matcher(text);
                if (found.find()) {
                    return Optional.of(new Reading(wording.sign(), message, values(found)));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> values(Matcher found) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= found.groupCount(); i++) {
            String value = found.group(i);
            if (value != null) {
                values.add(value.strip());
            }
        }
        return List.copyOf(values);
    }
}
