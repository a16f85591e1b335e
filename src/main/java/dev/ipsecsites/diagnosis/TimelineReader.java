package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CSV that the console's "Timeline" button downloads, line by line, of any length in little memory. Its columns and its language
 * are nowhere documented, so none is relied on: a time is what reads as one, a tunnel what names one, or else what the column says that
 * tells tunnels apart ({@link TunnelColumn}), and the message is found anywhere in the row. Not thread-safe.
 */
public final class TimelineReader {
    private static final Pattern SITE_HEADING = Pattern.compile("(?i)\\s*(site|site[ _]?name|サイト|サイト名|拠点|拠点名)\\s*");
    private static final Pattern TIME_HEADING = Pattern.compile("(?i)\\s*(time|timestamp|date|datetime|時刻|日時)\\s*");
    private static final Pattern MESSAGE_HEADING =
            Pattern.compile("(?i)\\s*(message|event|description|text|メッセージ|内容|イベント)\\s*");
    /** What nobody but Cato's console says. */
    private static final Pattern SENTENCE = Pattern.compile(
            "(?i)auth payload|in our proposal|doesn't match the selected|ikev2_conn_close|no_peer_proposal|p[12]"
                    + " transform|phase [12] transform|local subnets?|suitable peer|clos\\w* reason|site license");
    /** What everybody's IKE says: it counts in a row of a timeline, and where nothing else stands in the line. */
    private static final String NOTIFICATIONS =
            "no[ _-]proposal[ _-]chosen|ts[ _-]unacceptable|authentication[ _-]failed|invalid[ _-]ke[ _-]payload";

    private static final Pattern NOTIFICATION = Pattern.compile("(?i)" + NOTIFICATIONS + "|(?:ike|child|esp)[ _]sa\\b");
    private static final Pattern NOTIFICATION_ALONE = Pattern.compile(
            "(?i)\\P{L}*(?:" + NOTIFICATIONS + "|(?:ike|child|esp)[ _]sa (?:established|deleted))\\P{L}*");
    /** Lines that are looked at before it is decided what separates the cells. */
    private static final int SAMPLE = 40;

    private static final int LONGEST_ROW = 64 * 1024;
    private static final String ANY = "";
    /** Rows of further sites than these count for nobody: each takes memory. */
    private static final int MOST_SITES = 16;

    private static final int LONGEST_TEXT = 2 * Masks.LONGEST;

    private final Recent<Gist> gists = Gist.recent();
    private final Recent<TimelineCell> seen = new Recent<>(text -> TimelineCell.of(text, gists));
    /** By the site that the rows name; {@link #ANY} for those that name none. */
    private final Map<String, Kept<Moment>> kept = new LinkedHashMap<>();

    private final DateOrder dates = new DateOrder();
    private final @Nullable String site;
    private final UnaryOperator<String> clean;
    private final TunnelColumn column;
    private final List<String> sample = new ArrayList<>();
    private @Nullable Character separator;
    private final StringBuilder open = new StringBuilder();
    private boolean quoted;
    private final KeyBlock block = new KeyBlock();
    private int siteColumn = -1;
    private boolean first = true;
    /** What stands above a heading is a title, unless it has a time. */
    private boolean timed;
    /** A row has something like a time that can't be read. */
    private boolean mistimed;

    /** @param site rows that name another one in a column of sites are left out; null takes all */
    public TimelineReader(@Nullable String site) {
        this(site, UnaryOperator.identity());
    }

    /** @param clean takes secrets out of what a row says that {@link Masks} doesn't know */
    public TimelineReader(@Nullable String site, UnaryOperator<String> clean) {
        this.site = site;
        this.clean = clean;
        this.column = new TunnelColumn(clean);
    }

    /** Whether these first lines of a file are of a timeline: rows with a time, messages of Cato's, or a heading. */
    public static boolean looksLike(List<String> head) {
        char separator = CsvRow.separator(head);
        return head.stream().anyMatch(line -> {
            List<String> cells = CsvRow.cells(line, separator);
            return SENTENCE.matcher(Spelling.plain(line)).find()
                    || NOTIFICATION_ALONE.matcher(line).matches()
                    || (cells.size() > 1 && (Times.ofRow(cells) != null || heading(cells) || notified(cells, line)));
        });
    }

    private static boolean notified(List<String> cells, String line) {
        return NOTIFICATION.matcher(line).find() && cells.stream().anyMatch(cell -> Roles.named(cell) != null);
    }

    public void accept(String line) {
        String text = first && sample.isEmpty() && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (separator != null) {
            line(text);
            return;
        }
        sample.add(text.length() > LONGEST_ROW ? text.substring(0, LONGEST_ROW) : text);
        if (sample.size() == SAMPLE) {
            readSample();
        }
    }

    /** What may be evidence, oldest first. Nothing may be added afterwards. */
    public List<Message> messages() {
        return messages("");
    }

    /** @param file a name such as {@code primary1.csv} says whose the rows are that don't say it: the console gives a timeline for each tunnel */
    public List<Message> messages(String file) {
        return bySite(file).values().stream().flatMap(List::stream).toList();
    }

    /** The same by the sites that a column names; rows that name none, and all rows where one site was asked for, are under an empty name. */
    public Map<String, List<Message>> bySite(String file) {
        readSample();
        row(open.toString());
        open.setLength(0);
        String whose = Roles.inName(file.substring(file.lastIndexOf('/') + 1));
        Map<String, List<Message>> messages = new LinkedHashMap<>();
        kept.forEach((name, lines) -> messages.put(name, messages(lines, whose)));
        return messages;
    }

    private List<Message> messages(Kept<Moment> lines, @Nullable String whose) {
        boolean dayIsFirst = dates.dayIsFirst();
        List<Kept.Line<Moment>> rows = lines.lines(dates.newestFirst());
        TunnelColumn.Names names = column.names(rows, whose != null);
        List<Message> messages = rows.stream()
                .map(line -> new Message(
                        Source.CATO_TIMELINE,
                        instant(line.time(), dayIsFirst),
                        line.text(),
                        tunnel(line, names, whose)))
                .toList();
        return mistimed && !timed ? upsFirst(messages) : messages;
    }

    private static @Nullable String tunnel(Kept.Line<Moment> line, TunnelColumn.Names names, @Nullable String whose) {
        String named = line.tunnel() == null ? names.tunnel(line.names()) : line.tunnel();
        return named == null ? whose : named;
    }

    private static @Nullable Instant instant(@Nullable Moment time, boolean dayIsFirst) {
        return time == null ? null : time.inOrder(dayIsFirst);
    }

    /** Whoever writes times that nobody can read may have written the newest row first or last: a failure counts, whichever it was. */
    private static List<Message> upsFirst(List<Message> messages) {
        return messages.stream()
                .sorted(Comparator.comparing(message -> !cameUp(message)))
                .toList();
    }

    private static boolean cameUp(Message message) {
        return Wordings.read(message).filter(reading -> reading.sign().up()).isPresent();
    }

    private void readSample() {
        if (separator == null) {
            separator = CsvRow.separator(sample);
            sample.forEach(this::line);
            sample.clear();
        }
    }

    private char separator() {
        return Objects.requireNonNull(separator);
    }

    // A quoted cell may hold line breaks; a damaged row may hold an open quote, which the next row with a time ends.
    private void line(String line) {
        String text = line.length() > LONGEST_ROW ? line.substring(0, LONGEST_ROW) : line;
        boolean odd = CsvRow.unfinished(text);
        // A cell that holds the whole key is masked as one.
        if (!quoted && !odd && block.hides(text)) {
            return;
        }
        boolean nextRow = quoted && !odd && Times.ofRow(CsvRow.cells(text, separator())) != null;
        if (nextRow || open.length() + text.length() > LONGEST_ROW) {
            row(open.toString());
            open.setLength(0);
            quoted = false;
        }
        open.append(open.isEmpty() ? "" : " ").append(text);
        quoted ^= odd;
        if (!quoted) {
            row(open.toString());
            open.setLength(0);
        }
    }

    private void row(String text) {
        if (text.isBlank()) {
            return;
        }
        boolean top = first;
        first = false;
        List<String> cells = CsvRow.cells(text, separator());
        Times.OfRow time = Times.ofRow(cells);
        if (time != null) {
            timed = true;
            dates.note(time.moment());
        }
        if (time == null
                && cells.size() > 1
                && Wordings.said(text).isEmpty()
                && (namesSites(cells) || top || heading(cells))) {
            if (!timed) {
                kept.clear();
                column.heading(cells);
            }
            return;
        }
        String its = siteColumn >= 0 && siteColumn < cells.size()
                ? cells.get(siteColumn).strip()
                : ANY;
        if (site != null && !its.isEmpty() && !its.equalsIgnoreCase(site)) {
            return;
        }
        mistimed |= !timed && cells.size() > 1 && cells.stream().anyMatch(Times::resembled);
        List<TimelineCell> said = new ArrayList<>();
        for (String cell : time == null ? cells : time.others(cells)) {
            said.add(seen.of(cell));
        }
        String message = clean.apply(message(said));
        if (!message.isBlank()) {
            keep(
                    site == null ? its : ANY,
                    new Kept.Line<>(
                            time == null ? null : time.moment(),
                            shortened(message),
                            tunnel(said),
                            column.note(said, timed, siteColumn)));
        }
    }

    private void keep(String ofSite, Kept.Line<Moment> line) {
        if (kept.containsKey(ofSite) || kept.size() < MOST_SITES) {
            String tunnel = line.tunnel() == null ? column.about(line.names()) : line.tunnel();
            kept.computeIfAbsent(ofSite, name -> Kept.ofTimeline(gists)).add(line, 1, tunnel);
        }
    }

    private static String shortened(String message) {
        String said = message.length() > LONGEST_TEXT ? Excerpt.of(message) : message;
        return said.length() > LONGEST_TEXT ? said.substring(0, LONGEST_TEXT) : said;
    }

    private boolean namesSites(List<String> cells) {
        for (int i = 0; siteColumn < 0 && i < cells.size(); i++) {
            if (SITE_HEADING.matcher(cells.get(i)).matches()) {
                siteColumn = i;
                return true;
            }
        }
        return false;
    }

    private static boolean heading(List<String> cells) {
        return cells.stream().anyMatch(c -> TIME_HEADING.matcher(c).matches())
                && cells.stream().anyMatch(c -> MESSAGE_HEADING.matcher(c).matches());
    }

    private static @Nullable String tunnel(List<TimelineCell> cells) {
        for (TimelineCell cell : cells) {
            if (cell.role() != null) {
                return cell.role();
            }
        }
        return Roles.mentioned(String.join(" ", texts(cells, cell -> true)));
    }

    /** The cells that are understood; the sentence that an unquoted separator cuts; else all that is neither the time nor the tunnel. */
    private String message(List<TimelineCell> cells) {
        List<String> understood = texts(cells, TimelineCell::understood);
        if (!understood.isEmpty()) {
            return String.join(" | ", understood);
        }
        List<String> rest = texts(cells, TimelineCell::words);
        if (rest.size() > 1) {
            String whole = String.join(String.valueOf(separator()), rest);
            if (Wordings.said(whole).isPresent()) {
                return whole;
            }
        }
        rest.replaceAll(String::strip);
        return String.join(" | ", rest);
    }

    private static List<String> texts(List<TimelineCell> cells, Predicate<TimelineCell> which) {
        List<String> texts = new ArrayList<>(cells.size());
        for (TimelineCell cell : cells) {
            if (which.test(cell)) {
                texts.add(cell.text());
            }
        }
        return texts;
    }
}
