package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CSV that the console's "Timeline" button downloads, line by line. Its columns and its language are nowhere documented, so none is
 * relied on: a time is what reads as one, a tunnel what names one, and the message is found anywhere in the row. Not thread-safe.
 */
public final class TimelineReader {
    private static final Pattern TUNNEL = Pattern.compile("(?i)\\s*(primary|secondary)[\\s_-]?([1-3]?)\\s*");
    private static final Pattern SITE_HEADING = Pattern.compile("(?i)\\s*(site|site[ _]?name|サイト|サイト名|拠点|拠点名)\\s*");
    private static final int LONGEST = 4_000;

    private final Kept kept = new Kept();
    private final @Nullable String site;
    private final StringBuilder open = new StringBuilder();
    private int siteColumn = -1;
    private long rows;

    /** @param site rows that name another one in a column of sites are left out; null takes all */
    public TimelineReader(@Nullable String site) {
        this.site = site;
    }

    public void accept(String line) {
        String text = rows == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        boolean nextRow = !open.isEmpty() && !CsvRow.unfinished(text) && time(CsvRow.cells(text)) != null;
        if (nextRow || open.length() + text.length() > LONGEST) {
            row(open.toString());
            open.setLength(0);
            text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }
        open.append(open.isEmpty() ? "" : " ").append(text);
        // A quoted cell may hold line breaks; a damaged row may hold an open quote, which the next row with a time
        // ends.
        if (!CsvRow.unfinished(open)) {
            row(open.toString());
            open.setLength(0);
        }
    }

    public long rows() {
        return rows;
    }

    /** What may be evidence, oldest first. Nothing may be added afterwards. */
    public List<Message> messages() {
        row(open.toString());
        open.setLength(0);
        return kept.messages();
    }

    private void row(String text) {
        if (text.isBlank()) {
            return;
        }
        rows++;
        List<String> cells = CsvRow.cells(text);
        boolean named = siteColumn < 0 && heading(cells);
        if (named || (rows == 1 && time(cells) == null && Wordings.said(text).isEmpty())) {
            return;
        }
        if (site != null && siteColumn >= 0 && siteColumn < cells.size()) {
            String its = cells.get(siteColumn).strip();
            if (!its.isEmpty() && !its.equalsIgnoreCase(site)) {
                return;
            }
        }
        kept.add(Source.CATO_TIMELINE, () -> time(cells), message(cells, text), tunnel(cells));
    }

    private boolean heading(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (SITE_HEADING.matcher(cells.get(i)).matches()) {
                siteColumn = i;
                return true;
            }
        }
        return false;
    }

    private static @Nullable Instant time(List<String> cells) {
        return cells.stream()
                .map(Times::read)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String tunnel(List<String> cells) {
        for (String cell : cells) {
            var tunnel = TUNNEL.matcher(cell);
            if (tunnel.matches()) {
                String number = tunnel.group(2).isEmpty() ? "1" : tunnel.group(2);
                return tunnel.group(1).toUpperCase(Locale.ROOT) + number;
            }
        }
        return null;
    }

    /** The cell that is understood, else the whole row. */
    private static String message(List<String> cells, String row) {
        return cells.stream()
                .filter(cell -> Wordings.said(cell).isPresent())
                .findFirst()
                .orElse(cells.size() == 1 ? cells.getFirst() : row);
    }
}
