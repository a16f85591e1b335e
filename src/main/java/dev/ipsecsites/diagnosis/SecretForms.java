package dev.ipsecsites.diagnosis;

import dev.ipsecsites.router.yamaha.config.CommandSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How secrets stand in lines. The lines come from strangers: no expression here may take long on any of them, so what repeats is possessive or
 * short.
 */
final class SecretForms {
    /**
     * What stands before a secret, in the first group, and the secret behind it.
     *
     * @param hints in lower case, one of which is in every line that has a match: most lines have none
     */
    record Form(Pattern pattern, List<String> hints) {
        static Form of(String pattern, String... hints) {
            return of(pattern, List.of(hints));
        }

        static Form of(String pattern, List<String> hints) {
            return new Form(Pattern.compile(pattern), hints);
        }

        boolean mayBeIn(String lower) {
            for (String hint : hints) {
                if (lower.contains(hint)) {
                    return true;
                }
            }
            return false;
        }

        List<String> secretsIn(String text) {
            List<String> found = new ArrayList<>();
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(text.substring(matcher.end(1), matcher.end()));
            }
            return found;
        }
    }

    /** Keys of IKE are 16 octets and more; the two SPIs of an IKE SA are 8 each, those of ESP 4. */
    static final int KEY_DIGITS = 32;

    /** Words are shorter, as long as they aren't written together. */
    static final int KEY_LETTERS = 20;

    // ---------------------------------------------------------------- pieces

    /** A mail in HTML has tags where others have blanks. */
    private static final String BLANK = "(?:\\s|&nbsp;|<[^<>]{0,100}+>)";

    private static final String ESCAPED = "\\\\++\"[^\"]*+\"?";
    private static final String QUOTED = "\"++(?:\\\\.|[^\"\\\\])*+[\"\\\\]*+";
    private static final String APOSTROPHES = "'(?:\\\\.|[^'\\\\])*+'";
    private static final String ENTITIES = "&(?:quot|#3[49]);.*?(?:&(?:quot|#3[49]);|$)";
    private static final String CORNERS = "[「『“‘][^」』”’]*+";
    private static final String BARE = "(?:[^\\s<]|<(?!/?[A-Za-z][^<>]{0,100}+>))++";
    private static final String VALUE =
            "(?:" + String.join("|", ESCAPED, QUOTED, APOSTROPHES, ENTITIES, CORNERS, BARE) + ")";

    private static final String JAPANESE =
            "(?:事前)?共有(?:秘密)?(?:鍵|キー|シークレット)|秘密鍵|(?:認証|API|暗号)キー|トークン|パスワード|ﾊﾟｽﾜｰﾄﾞ|パスフレーズ|シークレット";

    private static final String NAME =
            "(?:psksecret|psk|pre-?shared[- _]?(?:key|secret)|shared[- _]?(?:key|secret)|password|passwd|passphrase"
                    + "|(?:secret|private|auth|access)[-_ ]?key|api[-_]?key|key-string|(?:enable|client|radius) secret|"
                    + JAPANESE
                    + ")";

    /** What a word that nobody quoted has in it. */
    private static final String VISIBLE = "[!-~&&[^\"'<>]]";

    /** With a colon or an equals sign behind them these are names of secrets, too. */
    private static final String LABEL = "(?:" + NAME + "|api key|secret|token|\\bpwd|SK_[adepri]{1,2})";

    private static final List<String> HINTS = List.of(
            "psk",
            "shared",
            "passw",
            "passp",
            "secret",
            "token",
            "pwd",
            "sk_",
            "private",
            "access",
            "api",
            "authkey",
            "auth_key",
            "auth-key",
            "auth key",
            "key-string",
            "鍵",
            "キー",
            "パス",
            "ﾊﾟｽ",
            "シークレット",
            "トークン");

    /** Between a name and its value. */
    private static final String JOINED =
            "(?:(?:is|was|are|be|been|has|have|now|set|to|changed|from|as|value|local|remote|text|plaintext|clear"
                    + "|ascii(?:-text)?|hex(?:adecimal)?|enc(?:rypted)?|\\d{1,5}|[-=]>|→)[:：=]?"
                    + BLANK
                    + "++)*+";

    /** Sentences about a key go on like this; they tell the cause. */
    private static final String SENTENCE =
            "(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|must)(?:n['’]?t)?"
                    + "|can(?:no|['’])t|won['’]t|not|no|never|may|might|will|the|an?|s|being|too|also|still|only"
                    + "|if|when|then|than|which|that|this|it|what|or|and|but|please|again|here|there|instead"
                    + "|for|of|on|in|into|at|with|by|between|from|to|as|pre-?shared|psk"
                    + "|right|wrong|different|(?:in)?correct(?:ly)?|invalid|missing|unknown|empty|bad|ok|fine"
                    + "|expired|same|equal|longer|shorter|long|short|differs?|(?:mis)?match(?:es|ed|ing)?|(?:un)?changed?"
                    + "|auth|authentication|authenticated|fail(?:s|ed|ures?)?|errors?|problem|issue|negotiation|encryption"
                    + "|exchanged?|id|identifier|identity|identities|length|lifetime|size|name|file|payload|methods?|policy|type"
                    + "|configured|configuration|used|mode|based|found|set|verification|check(?:ed)?|updated?|rotat(?:ed|ion)"
                    + "|replaced|masked|hidden|required|accepted|rejected|refused)";

    /** What follows is neither the rest of a sentence nor punctuation. */
    private static final String A_SECRET = "(?![(\"'\\[]*+" + SENTENCE + "(?:[\\s.,;:?!)\\]\"'|<]|$))"
            + "(?![\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}])(?=[^\\s<]*[\\p{L}\\p{N}])";

    /** "Key" is the name of much else. */
    private static final String NO_PLAIN_WORD = "(?-i:(?![A-Za-z]?[a-z’'-]*+(?:[\\s.,;:?!)<]|$)))";

    /** Letters and digits in one word that is no algorithm's. */
    private static final String KEY_LIKE =
            "(?!(?:modp|group|aes|sha|hmac|md5|3?des|ikev|esp|dh|ecp|curve|proposal)[0-9a-z]*+\\b)"
                    + "(?=[0-9]{0,64}[a-z])(?=[a-z]{0,64}[0-9])[0-9a-z]{8,64}+";

    /** A manifest's field and what is wrong with it. */
    private static final String NO_COMPLAINT =
            "(?!(?:is|must|has|can|needs|write|there|not|isn['’]t|doesn['’]t|can['’]t)\\s|\\w*authentication_fail)";

    // ---------------------------------------------------------------- forms

    /** Commands of the router: what they have of secrets can be nothing else. */
    static final List<Form> COMMANDS = CommandSecrets.forms().stream()
            .map(form -> new Form(form.text(), List.of(form.hint())))
            .toList();

    /** Labels of show commands and of files. */
    static final List<Form> LABELS = List.of(
            Form.of(
                    "(?i)(\\bauthorization[\"']?" + BLANK + "{0,9}+[:=]" + BLANK
                            + "{0,9}+(?:(?:bearer|basic|digest|token)\\s++)?+)" + VALUE,
                    "authorization"),
            Form.of("(?i)(\\bbearer\\s+)(?=\\S*[\\d*])" + VALUE, "bearer"),
            Form.of("(://[^\\s/:@]{0,64}+:)\\S+(?=@\\S)", "://"),
            Form.of(
                    "(?i)(" + LABEL + "(?:[-_ ]?(?:primary|secondary|\\d{1,2})\\b)?+[\\\\\"'”’)\\]]{0,4}+" + BLANK
                            + "{0,9}+[:：=＝]++>?+" + BLANK + "{0,9}+(?:is\\s++(?=[\"']))?+)" + NO_COMPLAINT + VALUE,
                    HINTS),
            // A user's name and password without the scheme of a URL; an address of mail or SIP may follow a label.
            Form.of(
                    "(?i)((?<![\\w/:.@-])(?!(?:sips?|mailto|xmpp|from|to|by|peer|account|local|remote|address|owner"
                            + "|[a-z_-]{0,20}(?:id|name|mail|fqdn)):)[a-z][\\w.-]{0,62}+:)(?=[^\\s@:/]{0,64}[0-9])"
                            + "(?=[^\\s@:/]{0,64}[a-z])[^\\s@:/]{4,64}+(?=@[a-z0-9])",
                    "@"),
            Form.of("(?i)(\\bkey (?:in use|used|configured|set|value)\\s*[:：=]\\s*)" + VALUE, "key "),
            Form.of("((?:^|\\s)(?:Key|鍵)\\s*[:：]\\s*)\\S.*", "key", "鍵"));

    /** Commands of other makers, and what people write into mails and tickets. */
    static final List<Form> SENTENCES = List.of(
            Form.of(
                    "(?i)((?<!wrong )" + NAME + "(?:" + BLANK
                            + "++|\\s*+(?:[はがを→]|[-=]>)\\s*+|(?=[\\[({「『]))[\\[({]?+" + JOINED + ")" + A_SECRET
                            + VALUE,
                    HINTS),
            Form.of(
                    "(?i)(\\b(?:(?:new|old|current|previous|isakmp|ike|vpn|tunnel|radius-server|tacacs-server)\\s++key"
                            + "|key\\s++(?:is|was|to))\\s++" + JOINED + ")" + A_SECRET + NO_PLAIN_WORD + VALUE,
                    "key "),
            Form.of("(?i)(\\bkey \\((?:text|hex)\\)[\\s:：]++)" + A_SECRET + VALUE, "key ("),
            Form.of(
                    "(?i)(" + NAME
                            + "\\s++(?:should|must|ought\\s++to|has\\s++to)\\s++(?:be|read)\\s++)(?=\\S++\\s++not\\s)"
                            + A_SECRET + VALUE,
                    HINTS),
            Form.of("(?i)(\\*{8},? (?:and |but )?not )" + A_SECRET + VALUE, " not "),
            Form.of(
                    "(?i)((?<!\\b(?:id|identity|name|serial)\\b.{0,60})\\bexpected:?\\s++)(?=" + KEY_LIKE
                            + ",?\\s++(?:but\\s++)?(?:got|received|found|was)\\b)" + KEY_LIKE,
                    "expected"),
            Form.of(
                    "(?i)(\\bexpected:? \\*{8},?\\s++(?:but\\s++)?(?:got|received|found|was):?\\s++)" + VALUE,
                    "expected"),
            Form.of("(?i)(\\bsecret [05789] )" + VALUE, "secret "),
            Form.of("(?i)(\\bsnmp-server community )" + VALUE, "snmp-server"),
            Form.of("(?i)(\\bfrom \\*{8}[,.]? (?:to|->|=>|→) )" + VALUE, "from "),
            // Beside the name of a secret, what looks like one.
            Form.of(
                    "()(?<!" + VISIBLE + ")(?!\\^\\[)(?=" + VISIBLE + "*[a-z])(?=" + VISIBLE + "*[A-Z])(?=" + VISIBLE
                            + "*[0-9])" + "(?:(?=" + VISIBLE + "*[!@#$%^&*+=~?])" + VISIBLE
                            + "{8,}+|[!-~&&[^\"'<>:;,.|\\[\\]]]{16,}+(?![:;,.|\\[\\]]))",
                    "psk",
                    "shared",
                    "passw",
                    "secret",
                    "共有",
                    "パスワード"),
            Form.of(
                    "(?i)(\\b(?:SK_[adepri]{1,2}|SKEYID\\w{0,4}|SKEYSEED|KEYMAT)\\b)(?=[^0-9]*+[0-9]).*",
                    "sk",
                    "keymat"),
            Form.of("(?s)(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----).*", "private key"));

    /** Keys in hexadecimal digits, in one piece or in groups; groups of four with colons between them are an address. */
    static final List<Form> DIGITS = List.of(
            Form.of("()(?<![0-9A-Fa-f])(?:0x)?[0-9A-Fa-f]{" + KEY_DIGITS + ",}+"),
            Form.of("()(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :-]){15,}+[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"),
            groups("(?:[0-9A-Fa-f]{4}[ -]{1,4}+){7,}+[0-9A-Fa-f]{4}"),
            groups("(?:[0-9A-Fa-f]{8}[ :-]{1,4}+){3,}+[0-9A-Fa-f]{8}"),
            groups("(?:[0-9A-Fa-f]{16}[ :-]{1,4}+){2,}+[0-9A-Fa-f]{16}"),
            // Two of them may be the SPIs of an IKE SA; the responder's is zero at first.
            groups("(?<!(?i:spi|spis|cookie|cookies|\\bsa)[^0-9A-Za-z]{1,4})[0-9A-Fa-f]{16}["
                    + " :-]{1,4}+(?!0{16})[0-9A-Fa-f]{16}"));

    /** Capital and small letters with digits among them, as in base64: a key whose name stands elsewhere. A fingerprint is for everybody. */
    static final Form LONG_WORD = Form.of(
            "()(?<![A-Za-z0-9])(?<!SHA256:[A-Za-z0-9+/]{0,50})(?:[A-Za-z0-9]{1,64}+[+/]){0,8}(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])"
                    + "(?:(?=[A-Za-z]*+[0-9]++[A-Za-z]++[0-9])[A-Za-z0-9]{" + KEY_LETTERS + ",}+"
                    + "|(?=[A-Za-z]*+[0-9])[A-Za-z0-9]{32,}+)[\\w.+/=~-]*+");

    private SecretForms() {}

    private static Form groups(String pattern) {
        return Form.of(
                "()(?<![0-9A-Fa-f])" + pattern + "(?![0-9A-Fa-f])(?:[ :-]{1,4}+[0-9A-Fa-f]{2,15}+(?![0-9A-Za-z]))?+");
    }
}
