package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which column of a timeline tells tunnels apart. Its columns are nowhere documented (cato-api.md §4.7): it may name a PoP, an
 * address, a line or what somebody called the tunnel. What matters is that rows of two names are of two tunnels: that one came up must not
 * hide that the other doesn't. Bounded, however long the timeline. Not thread-safe.
 */
final class TunnelColumn {
    private static final int MOST_COLUMNS = 32;
    /** Different texts in a column of names; more of them are texts of something else. */
    private static final int MOST_NAMES = 64;
    /** A site has up to six tunnels; without a heading nothing else says that it is a column of them. */
    private static final int FEW = 6;

    /** How well a column is known to be the one; the later, the better. */
    private enum Rank {
        NO,
        /** Its heading says so, and all rows have one name. */
        HEADED,
        /** Nothing speaks against it. */
        DISTINCT,
        /** The one name has the tunnel's role in it. */
        ROLE,
        HEADED_DISTINCT,
        ROLE_DISTINCT
    }

    private static final class Column {
        /** By the text of the cell; empty where it is no name. */
        private final Map<String, String> names = new HashMap<>();
        /** Different ones, by their lower case. */
        private final Map<String, String> distinct = new LinkedHashMap<>();

        private long labels;
        private long sentences;
        private boolean full;

        /** What the cell is called here; empty where it is no name. */
        String note(TimelineCell cell, UnaryOperator<String> clean) {
            if (!cell.label() || cell.text().length() > Label.LONGEST) {
                sentences += cell.words() ? 1 : 0;
                return "";
            }
            labels++;
            String known = full ? "" : names.get(cell.text());
            return known == null ? first(cell.text(), clean) : known;
        }

        private String first(String text, UnaryOperator<String> clean) {
            if (names.size() == MOST_NAMES) {
                full = true;
                return "";
            }
            String name = Label.name(clean.apply(text));
            if (!name.isEmpty()) {
                String same = distinct.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                name = same == null ? name : same;
            }
            names.put(text, name);
            return name;
        }

        boolean inMost(long rows) {
            return labels * 2 >= rows;
        }

        Rank rank(boolean headed, boolean denied, boolean beside) {
            if (full || distinct.isEmpty() || sentences > labels) {
                return Rank.NO;
            }
            boolean several = distinct.size() > 1;
            boolean pure = sentences == 0 && beside;
            if (distinct.values().stream().anyMatch(name -> Roles.inName(name) != null) && (headed || pure)) {
                return several ? Rank.ROLE_DISTINCT : Rank.ROLE;
            }
            if (headed) {
                return several ? Rank.HEADED_DISTINCT : Rank.HEADED;
            }
            return !denied && several && pure && few() ? Rank.DISTINCT : Rank.NO;
        }

        /** Names come again, numbers of rows don't. */
        private boolean few() {
            boolean again = labels > names.size();
            return distinct.size() <= FEW
                    && distinct.values().stream().allMatch(name -> Label.word(name) || (again && hasLetter(name)));
        }

        private static boolean hasLetter(String name) {
            return name.chars().anyMatch(Character::isLetter);
        }
    }

    private final UnaryOperator<String> clean;
    private final List<Column> columns = new ArrayList<>();
    private List<String> heading = List.of();
    /** Cells of the shortest row that says something: what an unquoted separator cuts from a sentence stands further right. */
    private int width = Integer.MAX_VALUE;

    private long rows;
    private int known;
    private int best = -1;
    private Rank rank = Rank.NO;

    /** @param clean takes secrets out of names, which are shown */
    TunnelColumn(UnaryOperator<String> clean) {
        this.clean = clean;
    }

    void heading(List<String> cells) {
        heading = List.copyOf(cells);
    }

    /**
     * Takes notice of a row.
     *
     * @param timed it has a time, or one before has: what stands above them in several cells is a heading in some language
     * @param without index of a column that names something else; -1 for none
     * @return a name or nothing for each column
     */
    List<String> note(List<TimelineCell> cells, boolean timed, int without) {
        int count = Math.min(cells.size(), MOST_COLUMNS);
        if (count < 2) {
            return List.of();
        }
        if (cells.stream().anyMatch(TimelineCell::understood)) {
            width = Math.min(width, cells.size());
        } else if (!timed && heading.isEmpty() && columns.isEmpty()) {
            heading(cells.stream().map(TimelineCell::text).toList());
            return List.of();
        }
        rows++;
        List<String> names = new ArrayList<>(count);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            if (i == columns.size()) {
                columns.add(new Column());
            }
            String name = i == without ? "" : columns.get(i).note(cells.get(i), clean);
            any |= !name.isEmpty();
            names.add(name);
        }
        return any ? List.copyOf(names) : List.of();
    }

    /** Which it is by what was seen until now. */
    private void choose() {
        best = -1;
        rank = Rank.NO;
        for (int i = 0; i < columns.size(); i++) {
            Rank its = rank(i);
            if (its.compareTo(rank) > 0) {
                best = i;
                rank = its;
            }
        }
    }

    private Rank rank(int index) {
        String title = index < heading.size() ? heading.get(index) : "";
        boolean headed = Label.ofTunnels(title);
        boolean within = heading.isEmpty() ? index < width : index < heading.size();
        boolean beside = within && columns.get(index).inMost(rows) && saysElsewhere(index);
        return columns.get(index).rank(headed, Label.ofSomethingElse(title), beside);
    }

    /** The rows say what happened in another column. */
    private boolean saysElsewhere(int index) {
        return width < Integer.MAX_VALUE
                && columns.stream().anyMatch(column -> column != columns.get(index) && column.sentences > 0);
    }

    /** By what was seen until now, which of the names a row is kept apart by; null where it has none. */
    @Nullable
    String about(List<String> names) {
        int seen = 0;
        for (Column column : columns) {
            seen += column.names.size() + (column.full ? 1 : 0);
        }
        if (seen != known) {
            known = seen;
            choose();
        }
        return name(names);
    }

    private @Nullable String name(List<String> names) {
        String name = best < 0 || best >= names.size() ? "" : names.get(best);
        return name.isEmpty() ? null : name;
    }

    /**
     * The tunnel of each name, once all rows were seen: its id where the name has the role in it, or its rows speak of it; else the name.
     *
     * @param rows those that count
     * @param named what the rows are in says whose they are: then a name that all have adds nothing
     */
    Names names(List<? extends Kept.Line<?>> rows, boolean named) {
        choose();
        boolean nothing = rank == Rank.HEADED && (named || rows.stream().anyMatch(row -> row.tunnel() != null));
        return best < 0 || nothing ? Names.NONE : new Names(best, ids(columns.get(best), told(rows)));
    }

    private Map<String, String> told(List<? extends Kept.Line<?>> rows) {
        Map<String, Set<String>> told = new HashMap<>();
        for (Kept.Line<?> row : rows) {
            String name = name(row.names());
            String tunnel = row.tunnel();
            if (tunnel != null && name != null) {
                told.computeIfAbsent(name, n -> new HashSet<>()).add(tunnel);
            }
        }
        Map<String, String> only = new HashMap<>();
        told.forEach((name, ids) -> {
            if (ids.size() == 1) {
                only.put(name, ids.iterator().next());
            }
        });
        return only;
    }

    private static Map<String, String> ids(Column column, Map<String, String> told) {
        List<String> names = List.copyOf(column.distinct.values());
        boolean abbreviated = names.stream().allMatch(name -> Roles.inCell(name) != null);
        Map<String, String> roles = new HashMap<>(told);
        for (String name : names) {
            String role = abbreviated ? Roles.inCell(name) : Roles.inName(name);
            if (role != null) {
                roles.put(name, role);
            }
        }
        Map<String, Long> claims = roles.entrySet().stream()
                .filter(e -> Roles.named(e.getKey()) == null)
                .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
        Map<String, String> ids = new HashMap<>();
        for (String name : names) {
            String role = roles.get(name);
            // Two of one role are of two sites, or of two times: nothing says that they are one.
            boolean own = role != null && (Roles.named(name) != null || claims.getOrDefault(role, 0L) == 1);
            ids.put(name, own ? role : name);
        }
        return ids;
    }

    /** Which tunnel the rows are of. */
    record Names(int column, Map<String, String> ids) {
        private static final Names NONE = new Names(-1, Map.of());

        /** Of a row with these names; null where they don't tell. */
        @Nullable
        String tunnel(List<String> names) {
            return column < 0 || column >= names.size() ? null : ids.get(names.get(column));
        }
    }
}
