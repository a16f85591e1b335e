package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One row of comma-separated values (RFC 4180), or of those that a spreadsheet separates otherwise. */
final class CsvRow {
    private static final String SEPARATORS = ",;\t|";

    private CsvRow() {}

    /** Whether a quoted cell is still open at the end. */
    static boolean unfinished(String text) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            open ^= text.charAt(i) == '"';
        }
        return open;
    }

    static List<String> cells(String row, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"') {
                // A doubled one inside of quotes stands for itself.
                boolean doubled = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
                cell.append(row, from, doubled ? i + 1 : i);
                i += doubled ? 1 : 0;
                quoted ^= !doubled;
                from = i + 1;
            } else if (c == separator && !quoted) {
                cells.add(cell.append(row, from, i).toString());
                cell.setLength(0);
                from = i + 1;
            }
        }
        cells.add(cell.append(row, from, row.length()).toString());
        return List.copyOf(cells);
    }

    /** The one that sets times free in most rows of a file; where none does, that splits most rows into as many cells as the widest. */
    static char separator(List<String> rows) {
        char best = SEPARATORS.charAt(0);
        long most = 0;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char candidate = SEPARATORS.charAt(i);
            List<List<String>> split = rows.stream()
                    .map(row -> cells(row, candidate))
                    .filter(cells -> cells.size() > 1)
                    .toList();
            long timed = split.stream()
                    .filter(cells -> cells.stream().map(Times::read).anyMatch(Objects::nonNull))
                    .count();
            int widest = split.stream().mapToInt(List::size).max().orElse(0);
            long alike = split.stream().filter(cells -> cells.size() == widest).count();
            long score = timed * (rows.size() + 1) + alike;
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }
}
