package dev.ipsecsites.cli.explain;

import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A reason of conditions or Events that is no cause: a row of the runbook's page on them.
 *
 * @param word the reason itself
 * @param titles of the other columns
 * @param cells what stands in them: on which kind and condition, what it means, what to do
 */
record Reason(String word, List<String> titles, List<String> cells) {
    /** Name of the page that has them all. */
    static final String PAGE = "Reasons";

    private static final Pattern CELL = Pattern.compile(" *(?<!\\\\)\\| *");

    Reason {
        titles = List.copyOf(titles);
        cells = List.copyOf(cells);
    }

    /** All of them, in the order of the page. */
    static List<Reason> all(Language language) {
        List<Reason> all = new ArrayList<>();
        List<List<String>> rows = Runbook.page(PAGE, language)
                .lines()
                .filter(line -> line.startsWith("| ") || line.startsWith("|--"))
                .map(Reason::cells)
                .toList();
        List<String> titles = List.of();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (i + 1 < rows.size() && rule(rows.get(i + 1))) {
                titles = row.subList(1, row.size());
            } else if (!rule(row)) {
                all.add(new Reason(row.getFirst(), titles, row.subList(1, row.size())));
            }
        }
        return all;
    }

    /** The line under the titles of a table. */
    private static boolean rule(List<String> row) {
        return row.getFirst().startsWith("--");
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|')).strip();
        return CELL.splitAsStream(inner).map(cell -> cell.replace("\\|", "|")).toList();
    }

    /** The entry as a page of its own. */
    String page() {
        StringBuilder page = new StringBuilder("# " + word + "\n");
        IntStream.range(0, cells.size())
                .forEach(i -> page.append("\n## ")
                        .append(titles.get(i))
                        .append("\n\n")
                        .append(cells.get(i))
                        .append('\n'));
        return page.toString();
    }
}
