package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every wording that is known, found anywhere in a line or row: the article's (Cato側ログの確認), notifications of RFC 7296 §3.10.1 and
 * close reasons as Cato names them (cato-api.md §4.7), the router's log (yamaha-rtx.md §3.6, §4.4).
 */
final class Wordings {
    /**
     * Both in the form of {@link #line}; {@code hint} is a piece of every match: most lines have none of them, and a log may have 100,000 lines.
     */
    private record Wording(Sign sign, Hint hint, Pattern pattern) {}

    /** What a line says. */
    record Said(Sign sign, List<String> values) {}

    /** By their numbers, 0 to 7 (cato-api.md §4.7). */
    private static final List<String> CLOSE_REASONS = List.of(
            "UNKNOWN",
            "TIMEOUT",
            "CONFIG_MISMATCH",
            "CONFIG_CHANGED",
            "SITE_REMOVED",
            "NO_PEER_PROPOSAL_SELECTED",
            "USER_REQUEST",
            "TUNNEL_CREATION_FAILURE");

    private static final String REASONS = String.join("|", CLOSE_REASONS).toLowerCase(Locale.ROOT);
    /** Between the words of a notification, which some write with blanks. */
    private static final String JOINT = "[ _-]";

    private static final String NO_PROPOSAL_CHOSEN = "no" + JOINT + "proposal" + JOINT + "chosen\\b";

    /** With the prefix that the article's groups have, or none. */
    private static final String NO_GROUP = "((?:group_)?none\\b|\\S{1,24} ?\\(0\\))";

    /** Initiator's and responder's, where they stand in the same line; with words in between or without. */
    private static final String SPIS =
            "(?:.*?(?<![0-9a-f])([0-9a-f]{16})\\W+(?:responder spi\\W+)?(?:0x)?([0-9a-f]{16})\\b)?";

    private static final String ADDRESS = "((?:\\d{1,3}\\.){3}\\d{1,3})";
    /** Lines of IKE that are in no wording known here are kept, too; in lower case. */
    private static final List<Hint> ABOUT_IKE = Stream.of(
                    "[ike",
                    "[ipsec]",
                    "ike_",
                    "ike ",
                    "ikev",
                    "isakmp",
                    "ipsec",
                    "child_sa",
                    "child sa",
                    "tunnel[",
                    "proposal",
                    "pppoe[",
                    "pp[",
                    "licen")
            .map(Hint::new)
            .toList();

    /** More telling ones first: a row may hold several. */
    private static final List<Wording> ALL = List.of(
            // Sub types of events (cato-api.md §4.4), as Message writes them: one that came up failed in nothing.
            wording(Sign.TUNNEL_UP, "connectivity, ", "^connectivity, (?:passive )?(?:re)?connected\\b"),
            wording(Sign.WRONG_AUTHENTICATION, "auth payload", "auth payload doesn't match"),
            wording(
                    Sign.KE_GROUP_DIFFERS,
                    "selected proposal",
                    "dh group number in the ke (?:property|payload) doesn't match the selected"
                            + " proposal\\s*[\\[(]?\\s*selected:\\s*(\\d+)\\s*,\\s*in ke payload:\\s*(\\d+)"),
            // No group at all is an answer of a child SA only: the IKE SA can't be made without one.
            wording(
                    Sign.CHILD_NO_PROPOSAL,
                    "dh group",
                    "\\bdh group " + NO_GROUP
                            + ".{0,16}in our proposal doesn't match(?: dh group (\\S+(?: ?\\(\\d{1,3}\\))?))?"),
            wording(
                    Sign.CHILD_NO_PROPOSAL,
                    "dh group",
                    "\\bdh group (\\S+(?: \\S+){0,4}) in our proposal doesn't match dh group " + NO_GROUP),
            differs(Sign.DH_GROUP_DIFFERS, "dh group"),
            differs(Sign.ENCRYPTION_LENGTH_DIFFERS, "encryption algorithm length"),
            differs(Sign.ENCRYPTION_DIFFERS, "encryption algorithm"),
            differs(Sign.PRF_DIFFERS, "prf algorithm"),
            differs(Sign.INTEGRITY_DIFFERS, "integrity algorithm"),
            wording(
                    Sign.CHILD_NO_PROPOSAL,
                    "child",
                    "\\bcreate_child_sa\\b.*(?:\\b" + NO_PROPOSAL_CHOSEN + "|\\binvalid_ke_payload\\b)"
                            + "|\\bchild[ _]sa\\b.*\\b(?:groups? (?:for|of) pfs|pfs groups?)\\b"),
            wording(Sign.WRONG_AUTHENTICATION, "authentication_failed", "authentication_failed\\b"),
            // In words it may be a login's or the provider's: only where nothing else is said, or whose.
            wording(
                    Sign.WRONG_AUTHENTICATION,
                    "authentication",
                    "(?:^|[,;\"|]) ?authentication[ -]failed(?: for peer\\b| ?(?:$|[,;\"|.]))"
                            + "|\\bikev?[12]?\\b.*\\bauthentication[ -]failed\\b"),
            wording(Sign.TRAFFIC_SELECTORS, "unacceptable", "(?<![a-z0-9])ts" + JOINT + "unacceptable\\b"),
            wording(Sign.NO_PROPOSAL, "chosen", "(?<![a-z0-9])" + NO_PROPOSAL_CHOSEN),
            wording(Sign.NO_PROPOSAL, "no_peer_proposal", "no_peer_proposal_selected\\b"),
            // The console's words for IKEv1 sites (knowledge base, Troubleshooting IPsec Connectivity).
            wording(Sign.NO_PROPOSAL, "transform", "\\bno supported p(?:hase )?[12] transform\\b"),
            wording(Sign.NO_PROPOSAL, "transform", "\\bchosen (?:p|phase )[12] transform is\\b.*\\bdoesn't match\\b"),
            wording(Sign.TRAFFIC_SELECTORS, "local subnet", "\\bwithout local subnets? while\\b"),
            wording(Sign.TRAFFIC_SELECTORS, "local subnet", "\\bcato init site with local subnets?\\b"),
            wording(Sign.TRAFFIC_SELECTORS, "local subnet", "\\blocal subnet\\b.*\\bisn\\S{1,3} configured\\b"),
            wording(Sign.PEER_UNKNOWN, "suitable peer", "\\bunable to find a suitable peer\\b"),
            wording(Sign.CANNOT_ACCEPT_KE, "cannot accept ke", "cannot accept ke payload"),
            wording(
                    Sign.INVALID_KE_RECEIVED,
                    "invalid_ke_payload",
                    "\\breceive\\w*\\b.*\\binvalid_ke_payload\\b(?:.*?data:\\s*([0-9a-f]{4})\\b)?"),
            wording(Sign.INVALID_KE, "invalid_ke_payload", "invalid_ke_payload\\b(?:.*?data:\\s*([0-9a-f]{4})\\b)?"),
            wording(Sign.MESSAGE_SENT, "send message:", "\\bsend message:" + SPIS),
            wording(Sign.MESSAGE_RECEIVED, "receive message:", "\\breceive message:" + SPIS),
            wording(
                    Sign.HEADER,
                    "responder spi",
                    "\\binitiator spi\\W.*\\bresponder spi\\W{1,4}(?:0x)?[0-9a-f]{8,16}\\b"),
            wording(Sign.HEADER, "", "^(?:\\[ike2?\\] )?(?:gw:\\S+ )?[0-9a-f]{16} [0-9a-f]{16}$"),
            // Of an answer: in a first request it is zero, too.
            wording(
                    Sign.ZERO_RESPONDER_SPI,
                    "spi",
                    "\\b(?:answer|respon[ds]|repl[yi]|sen[dt])\\w*(?<!responder)\\b.*(?:responder spi|spi_?r|spi\\(r\\))"
                            + "\\W*(?:is |= ?)?(?:zero|0x0+\\b|0{8,16}\\b)|zero responder spi"),
            wording(Sign.NO_TIMELINE, "file not found", "\\bfile not found\\b"),
            wording(Sign.CLOSED, "conn_close_reason", "ikev2_conn_close_reason_+([a-z_]+)"),
            wording(Sign.NO_PROPOSAL, "reason", "\\bclos\\w*\\W+reason(?: code)?\\W{1,4}5\\b"),
            wording(Sign.CLOSED, "reason", "\\bclos\\w*\\W+reason(?: code)?\\W{1,4}([0-7]|" + REASONS + ")\\b"),
            wording(
                    Sign.LICENCE,
                    "licen",
                    "\\blicen[cs]e\\w*\\b.*\\b(?:expired|exceed\\w*|missing|required|no more|limit)\\b"),
            wording(Sign.LICENCE, "locked", "\\bsite\\b.*\\bis locked\\b"),
            wording(Sign.TUNNEL_UP, "tunnel[", "\\bip tunnel\\[\\d+\\] up\\b"),
            wording(Sign.TUNNEL_DOWN, "tunnel[", "\\bip tunnel\\[\\d+\\] down\\b"),
            wording(Sign.TUNNEL_DOWN, "connectivity, ", "^connectivity, (?:passive )?disconnected\\b"),
            wording(Sign.POP_CHANGED, "connectivity, ", "^connectivity, changed pop\\b"),
            wording(Sign.TUNNEL_UP, "established", "\\b(?:esp|child|ipsec)[ _]sas? (?:is |was )?established\\b"),
            wording(
                    Sign.ESTABLISHED,
                    "established",
                    "\\bsa:(\\d+)/ike established\\b|\\bike(?:_| )?(?:sa )?established\\b|/ike established\\b"),
            wording(
                    Sign.KEEPALIVE_LOST,
                    "keepalive",
                    "keepalive\\b.*\\b(?:no (?:answer|response|reply)|timed? ?out|lost|fail)"),
            wording(Sign.KEEPALIVE_LOST, "dead peer", "dead peer"),
            wording(Sign.RESTARTED, "start", "^restart by \\S|\\brev\\.\\S+ \\(.*\\) starts$"),
            wording(Sign.RESTARTED, "power-on boot", "^power-on boot\\b"),
            wording(Sign.SWITCHED_OFF, "tunnel disabled", "\\btunnel disabled\\b"),
            wording(Sign.SWITCHED_OFF, "current status is disabled", "current status is disabled"),
            wording(Sign.SWITCHED_OFF, "現在使用できません", "現在使用できません"),
            wording(Sign.SA_DELETED, "deleted", "\\bsa:(\\d+)/\\S+ deleted\\b|\\bsa deleted\\b"),
            wording(
                    Sign.PPP_AUTHENTICATION_FAILED,
                    "disconnected, cause",
                    "pppoe?\\[(\\d+)\\] disconnected, cause \\[[^\\]]*authenticat"),
            wording(
                    Sign.PPPOE_DISCONNECTED,
                    "] disconnected",
                    "pppoe?\\[(\\d+)\\] disconnected(?:, cause \\[([^\\]]*))?"),
            wording(Sign.PPPOE_CONNECTED, "pppoe connect", "pppoe\\[(\\d+)\\] pppoe connect\\b"),
            wording(Sign.ADDRESS_GIVEN, "ipcp up", "\\bpp\\[(\\d+)\\] ppp/ipcp up\\s*\\(local:\\s*" + ADDRESS),
            wording(
                    Sign.ADDRESS_GIVEN,
                    "pp ip address",
                    "\\bpp\\[(\\d+)\\] local\\s+pp ip address (?!0\\.0\\.0\\.0\\b)" + ADDRESS),
            wording(Sign.PPPOE_CONNECTED, "ipcp up", "\\bpp\\[(\\d+)\\] ppp/ipcp up\\b"),
            wording(
                    Sign.PPP_AUTHENTICATION_FAILED,
                    "auth",
                    "\\bpp(?:poe)?\\[(\\d+)\\].*\\b(?:pap|chap|ppp).*auth\\w*.*\\b(?:fail|reject|refus|nak)"),
            wording(
                    Sign.PPP_AUTHENTICATION_FAILED,
                    "recv",
                    "\\bpp(?:poe)?\\[(\\d+)\\] recv (?:chap failure|pap nak)\\b"),
            wording(Sign.FILTERED, "rejected at", "\\b(\\S{1,20}) rejected at (in|out)\\(([^)]*)\\) filter: (.*)"),
            // The interface's, not that of a port of its switch.
            wording(Sign.LINK_DOWN, "link down", "^(lan\\d+): link down\\b"),
            wording(Sign.LINK_UP, "link up", "^(lan\\d+): link up\\b"),
            wording(Sign.TOO_LARGE, "fragment", "fragmentation needed|needs? (?:to be )?fragment"),
            wording(Sign.TOO_LARGE, "too long", "message too long"),
            wording(Sign.TOO_LARGE, "packet too", "packet too (?:big|large)"),
            wording(Sign.ANTI_REPLAY, "sequence", "\\[ipsec\\] sequence (?:difference|number is wrong)"),
            wording(Sign.NAT_FOUND, "nat", "\\bnat (?:was )?detected\\b|\\bbehind (?:a )?nat\\b"),
            wording(Sign.NO_RESPONSE, "retransmi", "\\bretransmi\\w+.*\\b(?:give|gave|giving) up\\b"),
            wording(
                    Sign.NO_RESPONSE,
                    "no response",
                    "\\b(?:ike|sa_init|peer|init)\\b.*no response|no response.*\\b(?:ike|sa_init|peer|init)\\b"),
            wording(
                    Sign.NO_RESPONSE,
                    "no reply",
                    "\\b(?:ike|sa_init|peer|init)\\b.*no reply|no reply.*\\b(?:ike|sa_init|peer|init)\\b"),
            wording(Sign.NO_RESPONSE, "resend timeout", "\\bike.*\\bresend timeout\\b"),
            wording(
                    Sign.INITIATED,
                    "initiate",
                    "(?:\\[ike2?\\].*\\binitiate\\b|\\binitiate (?:isakmp|ipsec|ike)\\b)(?:.*?\\bto " + ADDRESS
                            + ")?"));

    private Wordings() {}

    private static Wording wording(Sign sign, String hint, String pattern) {
        return new Wording(sign, new Hint(hint), Pattern.compile(pattern));
    }

    /** The article's sentence "X A in our proposal does not match X B in peer's proposal 1". */
    private static Wording differs(Sign sign, String what) {
        String value = " (\\S+(?: \\S+){0,4}) ";
        return wording(
                sign,
                what,
                "\\b" + what + value + "in our proposal doesn't match " + what + value + "in peer\\S{0,4} proposal");
    }

    /** What a line says; empty where it is in no known wording. */
    static Optional<Said> said(String text) {
        return said(line(text));
    }

    /** For who needs {@link #line} more than once. */
    static Optional<Said> said(Hint.Line line) {
        for (Wording wording : ALL) {
            if (wording.hint().isIn(line)) {
                var found = wording.pattern().matcher(line.lower());
                if (found.find()) {
                    return Optional.of(new Said(wording.sign(), values(wording.sign(), found, line.text())));
                }
            }
        }
        return Optional.empty();
    }

    /** The form in which lines are compared. */
    static Hint.Line line(String text) {
        return Hint.Line.of(Spelling.plain(text));
    }

    static Optional<Reading> read(Message message) {
        return said(message.text()).map(said -> new Reading(said.sign(), message, said.values()));
    }

    /** Whether a line is about IKE or the line to the provider at all. */
    static boolean mayMatter(Hint.Line line) {
        for (Hint hint : ABOUT_IKE) {
            if (hint.isIn(line)) {
                return true;
            }
        }
        return false;
    }

    /** As they are written in the text, unless that has letters which are longer or shorter in lower case. */
    private static List<String> values(Sign sign, Matcher found, String text) {
        boolean inStep = found.regionEnd() == text.length();
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= found.groupCount(); i++) {
            if (found.start(i) >= 0) {
                String value = inStep ? text.substring(found.start(i), found.end(i)) : found.group(i);
                values.add(sign == Sign.CLOSED ? reason(value) : value.strip());
            }
        }
        return List.copyOf(values);
    }

    /** A close reason may be told by its number. */
    private static String reason(String said) {
        int number = said.length() == 1 ? Character.digit(said.charAt(0), 10) : -1;
        return number >= 0 && number < CLOSE_REASONS.size() ? CLOSE_REASONS.get(number) : said;
    }
}
