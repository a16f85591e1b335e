package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.RouterObservation.ChildSa.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many SAs a gateway has, by {@code show ipsec sa gateway N}, or by the records that the same with {@code detail} prints: neither has the rows of
 * {@code show ipsec sa} (yamaha-rtx.md §3.4).
 */
public record GatewaySas(int ike, int send, int receive) {
    private static final Pattern COUNTS =
            Pattern.compile("([0-9]{1,9})\\s.*\\si:([0-9]{1,9})\\s+s:([0-9]{1,9})\\s+r:([0-9]{1,9})(?:\\s.*)?");
    private static final Pattern ASKED = Pattern.compile("show ipsec sa gateway ([0-9]{1,9}) detail");

    /** The line that has to stand before records which don't say themselves whose they are. */
    public static String asked(int gateway) {
        return "show ipsec sa gateway " + gateway + " detail";
    }

    /**
     * By gateway; of one that was asked for twice the last answer.
     *
     * @param table lines with counts; others say nothing
     * @param details records, those of a gateway behind a line as {@link #asked} gives it
     */
    public static Map<Integer, GatewaySas> of(List<String> table, List<String> details) {
        Map<Integer, GatewaySas> found = new LinkedHashMap<>();
        for (String line : table) {
            Matcher counts = COUNTS.matcher(line.strip());
            if (counts.matches()) {
                found.put(
                        Values.small(counts.group(1)),
                        new GatewaySas(
                                Values.small(counts.group(2)),
                                Values.small(counts.group(3)),
                                Values.small(counts.group(4))));
            }
        }
        found.putAll(recorded(details));
        return found;
    }

    private static Map<Integer, GatewaySas> recorded(List<String> details) {
        Map<Integer, List<String>> byGateway = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        for (String line : details) {
            Matcher asked = ASKED.matcher(line);
            if (asked.matches()) {
                open = new ArrayList<>();
                byGateway.put(Values.small(asked.group(1)), open);
            } else {
                open.add(line);
            }
        }
        Map<Integer, GatewaySas> found = new LinkedHashMap<>();
        byGateway.forEach((gateway, lines) -> {
            List<SaDetail> records = SaDetail.parse(lines);
            // Without a record that can be read nobody knows whether there is none.
            if (!records.isEmpty()) {
                found.put(gateway, counted(records));
            }
        });
        return found;
    }

    private static GatewaySas counted(List<SaDetail> records) {
        return new GatewaySas(
                (int) records.stream().filter(SaDetail::ike).count(),
                (int) records.stream()
                        .filter(record -> record.direction() == Direction.SEND)
                        .count(),
                (int) records.stream()
                        .filter(record -> record.direction() == Direction.RECEIVE)
                        .count());
    }

    /** Child SAs in both directions. */
    public boolean bothWays() {
        return send > 0 && receive > 0;
    }

    public boolean any() {
        return ike > 0 || send > 0 || receive > 0;
    }
}
