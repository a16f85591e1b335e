package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One row of comma-separated values (RFC 4180), or of those that a spreadsheet separates otherwise. */
final class CsvRow {
    private static final String SEPARATORS = ",;\t";

    private CsvRow() {}

    /** Whether a quoted cell is still open at the end. */
    static boolean unfinished(CharSequence text) {
        long quotes = text.chars().filter(c -> c == '"').count();
        return quotes % 2 == 1;
    }

    static List<String> cells(String row, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
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
