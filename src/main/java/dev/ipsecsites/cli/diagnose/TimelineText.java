package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cato's timeline, downloaded as CSV. Its columns aren't documented: a cell that is a time is the time, one that names a role is the tunnel,
 * and the message may stand anywhere in the rest of a row.
 */
final class TimelineText {
    /** Cato keeps 400 of one tunnel (cato-api.md §4.7). */
    private static final int MOST = 2_000;

    private static final int SAMPLE = 40;

    private static final Pattern ROLE = Pattern.compile("(?i)(primary|secondary|プライマリ|セカンダリ)\\s*[-_]?\\s*([1-3]?)");
    private static final Pattern WORDING = Pattern.compile("(?i)auth payload|doesn['’]?t match|in our"
            + " proposal|no_proposal_chosen|ts_unacceptable|authentication_failed|ikev2_conn_close|invalid_ke_payload|no_peer_proposal|ike"
            + " sa|child sa|child_sa");

    private final char delimiter;
    private final Scrubber secrets;
    private final Recent<Instant> rows = new Recent<>(MOST);
    private final StringBuilder open = new StringBuilder();
    private boolean first = true;

    TimelineText(List<String> head, Scrubber secrets) {
        this.delimiter = delimiter(head);
        this.secrets = secrets;
    }

    /** Whether these first lines of a file are of a timeline: rows with a time, or messages of an IKE exchange. */
    static boolean looksLike(List<String> head) {
        char delimiter = delimiter(head);
        for (String line : head) {
            if (WORDING.matcher(line).find() && RouterText.logTime(line) == null) {
                return true;
            }
            List<String> cells = cells(line, delimiter);
            if (cells.size() > 1 && cells.stream().anyMatch(cell -> Timestamps.parse(cell) != null)) {
                return true;
            }
        }
        return isHeading(head.isEmpty() ? "" : head.getFirst(), delimiter);
    }

    private static boolean isHeading(String line, char delimiter) {
        List<String> cells = cells(line, delimiter);
        return cells.size() > 1
                && cells.stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(cell -> cell.matches("time|timestamp|date|datetime|時刻|日時"))
                && cells.stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(cell -> cell.matches("message|event|description|text|メッセージ|内容|イベント"));
    }

    /** The one that splits most lines into as many cells as the first line. */
    private static char delimiter(List<String> head) {
        char best = ',';
        int most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            int expected =
                    head.isEmpty() ? 0 : cells(head.getFirst(), candidate).size();
            int score = expected < 2
                    ? 0
                    : (int) head.stream()
                            .limit(SAMPLE)
                            .filter(line -> cells(line, candidate).size() == expected)
                            .count();
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    static List<String> cells(String row, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** A line; a quoted cell may go on in the next. */
    void read(String line) {
        boolean odd = line.chars().filter(c -> c == '"').count() % 2 == 1;
        if (!open.isEmpty()) {
            open.append(' ').append(line);
            if (odd || open.length() > Lines.LONGEST) {
                row(open.toString());
                open.setLength(0);
            }
        } else if (odd) {
            open.append(line);
        } else if (!line.isBlank()) {
            row(line);
        }
    }

    private void row(String row) {
        List<String> cells = cells(row, delimiter);
        Instant time = null;
        String tunnel = "";
        List<String> rest = new ArrayList<>();
        for (String cell : cells) {
            Instant at = time == null ? Timestamps.parse(cell) : null;
            var role = ROLE.matcher(cell);
            if (at != null) {
                time = at;
            } else if (tunnel.isEmpty() && role.matches()) {
                tunnel = id(role.group(1), role.group(2));
            } else if (!cell.isEmpty()) {
                rest.add(cell);
            }
        }
        boolean heading = first
                && cells.size() > 1
                && time == null
                && !WORDING.matcher(row).find();
        first = false;
        if (!heading && !rest.isEmpty()) {
            rows.add(time, tunnel + '\n' + secrets.scrub(String.join(" | ", rest)));
        }
    }

    private static String id(String role, String number) {
        String word = role.toLowerCase(Locale.ROOT);
        boolean primary = word.equals("primary") || word.equals("プライマリ");
        return (primary ? "PRIMARY" : "SECONDARY") + (number.isEmpty() ? "1" : number);
    }

    /** Oldest first. What stands behind an open quote at the end of a truncated file is a row as well. */
    List<Message> messages() {
        if (!open.isEmpty()) {
            row(open.toString());
            open.setLength(0);
        }
        List<Message> messages = new ArrayList<>();
        for (Recent.Timed<Instant> each : rows.oldestFirst()) {
            int end = each.text().indexOf('\n');
            messages.add(Message.timeline(each.time(), each.text().substring(end + 1))
                    .of(tunnel(each.text().substring(0, end))));
        }
        return messages;
    }

    private static @Nullable String tunnel(String id) {
        return id.isEmpty() ? null : id;
    }
}
