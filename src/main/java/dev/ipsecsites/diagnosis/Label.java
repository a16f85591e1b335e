package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Secret;
import java.util.regex.Pattern;

/** What a short cell or a heading of a timeline may stand for. */
final class Label {
    /** Longer cells say something. */
    static final int LONGEST = 60;

    private static final String NONE = "";

    /** What became of a tunnel isn't part of what it is called. */
    private static final Pattern STATE =
            ignoringCase("(?<![\\p{L}\\p{N}])(?:up|down|(?:dis|re)?connect\\w*|establish\\w*"
                    + "|fail\\w*|success\\w*|errors?|warn\\w*|clos(?:ed?|ing)|delet\\w*|creat\\w*|start\\w*|stop\\w*|chang\\w*"
                    + "|negotiat\\w*|time-?outs?|retr(?:y|ies)|reset)(?![\\p{L}\\p{N}])|接続|切断|失敗|成功|エラー|警告");
    /** Of every tunnel, or of none. */
    private static final Pattern COMMON =
            ignoringCase("(?:(?:ike(?:v[12])?|ipsec|esp|isakmp|vpn|tunnels?|links?|connections?"
                    + "|child|sas?|sites?|peers?|events?|security|network|system|routing|connectivity|phase ?[12]?|p[12]"
                    + "|init(?:iator)?|respon(?:der|se|d)|request|in(?:bound|coming)?|out(?:bound|going)?|sen[dt]|received?|[rt]x"
                    + "|ike_sa_init|ike_auth|create_child_sa|udp|tcp|unknown|n/?a|none|null|all|both|any|other"
                    + "|info(?:rmation(?:al)?)?|notice|crit(?:ical)?|alert|emerg(?:ency)?|debug|trace|fatal|severe|err|ok|normal"
                    + "|high|medium|low|minor|major|inactive|enabled|disabled|true|false|yes|no|on(?:line)?|off(?:line)?"
                    + "|トンネル|情報|注意|重大|致命的|正常|異常|通知|高|中|低|不明|なし|送信|受信)(?:[^\\p{L}\\p{N}]+|$))*+");

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}(]+|[^\\p{L}\\p{N})]+$");

    private static final Pattern OF_TUNNELS = ignoringCase("t[uú]nn?el|トンネル|\\bpop|interface|インター?フェ|\\blink|リンク|回線"
            + "|peer|gateway|\\bcato|\\brole|役割|remote|circuit|\\bvpn|\\bwan|\\bisp\\b|connection|接続|location|宛先|相手"
            + "|destination|\\bdst");
    private static final Pattern OF_SOMETHING_ELSE =
            ignoringCase("status|state|type|severity|level|priority|user|account"
                    + "|protocol|version|time|date|duration|\\bcount\\b|direction|category|class|action|result|reason|code|\\bport\\b"
                    + "|message|event|descri|detail|text|\\blog\\b|key|psk|secret|passw|token|source|\\bsrc|\\blocal\\b|client|host"
                    + "|serial|^no\\b|^#|index|sequence|状態|種別|種類|重要|レベル|優先|ユーザ|日時|時刻|メッセージ|内容|詳細|イベント|理由|結果|方向"
                    + "|鍵|キー|パスワード");
    private static final Pattern OF_NUMBERS = ignoringCase("\\bid\\b|id$");

    /** An address, a word, or a word with a small number: no number by which a row is known. */
    private static final Pattern WORD =
            ignoringCase("(?:\\d{1,3}\\.){3}\\d{1,3}|\\P{N}+|\\P{N}*\\p{L}{2}[^\\p{L}\\p{N}]?\\d{1,2}");

    private Label() {}

    private static Pattern ignoringCase(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The name that a cell consists of; empty where it holds none, or what must not be shown. */
    static String name(String cell) {
        String text = cell.strip();
        if (text.length() > LONGEST) {
            return NONE;
        }
        String name = EDGES.matcher(STATE.matcher(text).replaceAll("")).replaceAll("");
        if (name.isEmpty() || COMMON.matcher(name).matches()) {
            return NONE;
        }
        String shown = Masks.mask(name);
        return shown.contains(Secret.MASK) ? NONE : shown;
    }

    static boolean word(String name) {
        return WORD.matcher(name).matches();
    }

    /** Whether a column with this heading is one of tunnels. */
    static boolean ofTunnels(String heading) {
        String text = plain(heading);
        return OF_TUNNELS.matcher(text).find()
                && !OF_SOMETHING_ELSE.matcher(text).find();
    }

    /** Whether a column with this heading can't be one of tunnels. */
    static boolean ofSomethingElse(String heading) {
        String text = plain(heading);
        return OF_SOMETHING_ELSE.matcher(text).find()
                || (OF_NUMBERS.matcher(text).find() && !OF_TUNNELS.matcher(text).find());
    }

    private static String plain(String heading) {
        return heading.replace('_', ' ').strip();
    }
}
