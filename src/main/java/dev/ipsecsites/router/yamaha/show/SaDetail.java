package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.RouterObservation.ChildSa.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code show ipsec sa gateway N detail} (yamaha-rtx.md §3.4; article, ご参考). Keys that the router prints are never kept.
 * The English IKEv2 form is not documented; its labels are the plain translations of the article's.
 *
 * @param ike an IKE SA, else ESP
 * @param prf null where the router didn't print it, such as for ESP
 */
public record SaDetail(
        int id,
        boolean ike,
        @Nullable Direction direction,
        @Nullable Duration lifetimeLeft,
        @Nullable String encryption,
        @Nullable String prf,
        @Nullable String integrity,
        @Nullable String dhGroup,
        @Nullable String spi) {

    private static final Pattern START = Pattern.compile("SA\\[([0-9]{1,9})\\](.*)");
    // Looked for at each place of each line: the characters that begin a label come first, most places end there.
    private static final Pattern LABEL = Pattern.compile("(?=[DLSPEAIKR寿状プ送暗認鍵ロリ])(?<![A-Za-z])(?:"
            + "(?<life>Duration|Lifetime|Life time|寿命)"
            + "|(?<state>State|Status|状態)"
            + "|(?<protocol>Protocol|プロトコル)"
            + "|(?<direction>Direction|送受信方向)"
            + "|(?<encryption>Encryption [Aa]lgorithm|Encryption|暗号アルゴリズム)"
            + "|(?<integrity>(?:Authentication|Integrity) [Aa]lgorithm|Integrity|認証アルゴリズム)"
            + "|(?<both>Algorithm)"
            + "|(?<prf>PRF)"
            + "|(?<group>DH [Gg]roup|DHグループ)"
            + "|(?<spi>SPI)"
            + "|(?<other>ESN|Key|鍵|Local ID|Remote ID|ローカルID|リモートID"
            + "|Local [Hh]ost|Remote [Hh]ost|ローカルホスト|リモートホスト))\\s*[:：]");
    private static final List<String> GROUPS = List.of(
            "life",
            "state",
            "protocol",
            "direction",
            "encryption",
            "integrity",
            "both",
            "prf",
            "group",
            "spi",
            "other");
    private static final Pattern ESP_ALGORITHMS = Pattern.compile("(\\S+)\\s*\\(for Auth\\.\\s*[:：]\\s*([^)]+)\\)");

    public static List<SaDetail> parse(List<String> lines) {
        List<SaDetail> details = new ArrayList<>();
        @Nullable Integer id = null;
        Map<String, String> values = new LinkedHashMap<>();
        for (String raw : lines) {
            String line = raw.strip();
            var start = START.matcher(line);
            if (start.matches()) {
                finish(id, values, details);
                id = Values.small(start.group(1));
                values = new LinkedHashMap<>();
                line = start.group(2);
            }
            labels(line, values);
        }
        finish(id, values, details);
        return List.copyOf(details);
    }

    /** A line may hold several labels, separated by blanks or not; each ends in a colon. */
    private static void labels(String line, Map<String, String> values) {
        if (line.indexOf(':') < 0 && line.indexOf('：') < 0) {
            return;
        }
        var label = LABEL.matcher(line);
        String open = null;
        int from = 0;
        while (label.find()) {
            keep(open, line.substring(from, label.start()), values);
            open = named(label);
            from = label.end();
        }
        keep(open, line.substring(from), values);
    }

    private static String named(Matcher label) {
        for (String group : GROUPS) {
            if (label.group(group) != null) {
                return group;
            }
        }
        return "other";
    }

    private static void keep(@Nullable String label, String value, Map<String, String> values) {
        if (label != null && !"other".equals(label) && !value.isBlank()) {
            values.putIfAbsent(label, value.strip());
        }
    }

    private static void finish(@Nullable Integer id, Map<String, String> values, List<SaDetail> details) {
        String protocol = values.getOrDefault("protocol", "");
        boolean ike = protocol.startsWith("IKE") || protocol.startsWith("ISAKMP");
        if (id == null || (!ike && !protocol.startsWith("ESP"))) {
            return;
        }
        spread(values, ike);
        String life = values.get("life");
        details.add(new SaDetail(
                id,
                ike,
                direction(values.get("direction")),
                life == null ? null : Values.duration(life),
                values.get("encryption"),
                values.get("prf"),
                values.get("integrity"),
                values.get("group"),
                values.get("spi")));
    }

    /** The IKEv1 form puts all algorithms on one line: {@code AES-CBC, SHA-1, MODP 1024bit}, {@code AES-CBC (for Auth.: HMAC-SHA)}. */
    private static void spread(Map<String, String> values, boolean ike) {
        String both = values.get("both");
        if (both == null) {
            return;
        }
        var esp = ESP_ALGORITHMS.matcher(both);
        if (esp.find()) {
            values.putIfAbsent("encryption", esp.group(1));
            values.putIfAbsent("integrity", esp.group(2).strip());
            return;
        }
        String[] parts = both.split(",", -1);
        values.putIfAbsent("encryption", parts[0].strip());
        if (ike && parts.length == 3) {
            values.putIfAbsent("prf", parts[1].strip());
            values.putIfAbsent("integrity", parts[1].strip());
            values.putIfAbsent("group", parts[2].strip());
        }
    }

    private static @Nullable Direction direction(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "send", "送信" -> Direction.SEND;
            case "receive", "recv", "受信" -> Direction.RECEIVE;
            default -> null;
        };
    }
}
