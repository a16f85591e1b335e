package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNullElse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code eventsFeed} and {@code auditFeed} (cato-api.md §4.4, §4.5). */
final class Feeds {
    private static final int EVENTS_PER_CALL = 3_000;
    private static final int AUDITS_PER_CALL = 1_000;
    private static final Duration EVENTS_KEPT = Duration.ofDays(3);

    private final Cloud cloud;

    Feeds(Cloud cloud) {
        this.cloud = cloud;
    }

    /** An empty or absent marker returns the current position (since 2025-04-27). */
    Object events(List<Account> accounts, Input arguments) {
        Map<String, Long> positions = positions(accounts, arguments.textOr("marker", null));
        List<Map<String, Object>> perAccount = new ArrayList<>();
        int fetched = 0;
        for (Account account : accounts) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", account.id);
            if (!cloud.settings().eventsIntegration()) {
                view.put("errorString", "Events integration is disabled for account " + account.id);
                perAccount.add(view);
                continue;
            }
            long from = requireNonNullElse(positions.get(account.id), (long) account.events.size());
            Predicate<Map<String, Object>> wanted = filters(arguments.objects("filters"));
            List<Account.Event> page = account.events.stream()
                    .skip(again(account, from))
                    .filter(event -> event.time().isAfter(cloud.now().minus(EVENTS_KEPT)))
                    .filter(event -> wanted.test(event.fields()))
                    .limit(EVENTS_PER_CALL - (long) fetched)
                    .toList();
            boolean all = page.size() < EVENTS_PER_CALL - fetched;
            positions.put(
                    account.id,
                    all || page.isEmpty()
                            ? account.events.size()
                            : page.getLast().position() + 1);
            fetched += page.size();
            view.put(
                    "records",
                    page.stream()
                            .map(event -> record(event.time(), event.fields()))
                            .toList());
            perAccount.add(view);
        }
        return Map.of("marker", marker(positions), "fetchedCount", fetched, "accounts", perAccount);
    }

    /** Delivery is at least once (cato-api.md §4.4): with new events comes the last of those that came before. */
    private long again(Account account, long from) {
        boolean news = from < account.events.size();
        return cloud.settings().eventsTwice() && news && from > 0 ? from - 1 : from;
    }

    private static Map<String, Long> positions(List<Account> accounts, @Nullable String marker) {
        Map<String, Long> positions = new LinkedHashMap<>();
        if (marker == null || marker.isEmpty()) {
            return positions;
        }
        try {
            String text = new String(Base64.getDecoder().decode(marker), StandardCharsets.UTF_8);
            for (String entry : text.split(",", -1)) {
                String[] parts = entry.split(":", -1);
                long position = Long.parseLong(parts[1]);
                if (position < 0) {
                    throw new IllegalArgumentException("no event is before the first");
                }
                positions.put(parts[0], position);
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Refusal("marker is not valid");
        }
        positions
                .keySet()
                .retainAll(accounts.stream().map(account -> account.id).toList());
        return positions;
    }

    private static String marker(Map<String, Long> positions) {
        String text = String.join(
                ",",
                positions.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .toList());
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> record(Instant time, Map<String, Object> fields) {
        return Map.of("time", time.toString(), "all", fields);
    }

    private static Predicate<Map<String, Object>> filters(List<Input> filters) {
        return fields -> filters.stream().allMatch(filter -> matches(filter.text("fieldName"), filter, fields));
    }

    private static boolean matches(String field, Input filter, Map<String, Object> fields) {
        List<String> values = filter.texts("values");
        Object value = fields.get(field);
        boolean equal = value != null && values.contains(value.toString());
        return switch (filter.text("operator")) {
            case "is", "in" -> equal;
            case "is_not", "not_in" -> !equal;
            case "exists" -> value != null;
            case "not_exists" -> value == null;
            default -> throw new Refusal("operator " + filter.text("operator") + " is not supported for " + field);
        };
    }

    /** Oldest first; {@code hasMore} and the marker lead to the next page. */
    Object audits(List<Account> accounts, Input arguments) {
        TimeFrame frame = TimeFrame.parse(arguments.text("timeFrame"), cloud.now())
                .orElseThrow(() -> new Refusal("timeFrame is not valid"));
        Map<String, Long> positions = positions(accounts, arguments.textOr("marker", null));
        List<Map<String, Object>> perAccount = new ArrayList<>();
        int fetched = 0;
        boolean more = false;
        for (Account account : accounts) {
            long from = requireNonNullElse(positions.get(account.id), 0L);
            // A position in the whole trail: the frame moves between two calls.
            List<Account.Audit> matching = account.audits.stream()
                    .skip(from)
                    .filter(audit -> frame.contains(audit.time()))
                    .filter(audit -> arguments.objects("filters").stream()
                            .allMatch(filter ->
                                    matches(filter.object("fieldName").text("AuditFieldName"), filter, audit.fields())))
                    .toList();
            List<Account.Audit> page =
                    matching.stream().limit(AUDITS_PER_CALL - (long) fetched).toList();
            positions.put(account.id, page.isEmpty() ? from : page.getLast().position() + 1);
            more |= page.size() < matching.size();
            fetched += page.size();
            perAccount.add(Map.of(
                    "id",
                    account.id,
                    "records",
                    page.stream().map(audit -> audit(account, audit)).toList()));
        }
        return Map.of(
                "marker",
                marker(positions),
                "fetchedCount",
                fetched,
                "hasMore",
                more,
                "from",
                frame.from().toString(),
                "to",
                frame.to().toString(),
                "accounts",
                perAccount);
    }

    private static Map<String, Object> audit(Account account, Account.Audit audit) {
        Map<String, Object> view = new LinkedHashMap<>(record(audit.time(), audit.fields()));
        view.put(
                "account",
                Map.of(
                        "entity", Map.of("id", account.id, "name", account.name, "type", "account"),
                        "description", account.name,
                        "helperFields", Map.of()));
        view.put(
                audit.author().admin() == null ? "apiKey" : "admin",
                Map.of("id", audit.author().name(), "name", audit.author().name(), "type", "any"));
        if (audit.modelType().equals("Site")) {
            view.put(
                    "object",
                    Map.of(
                            "id", audit.modelId(),
                            "name", String.valueOf(audit.fields().get("model_name")),
                            "type", "site"));
        }
        return view;
    }

    /** The records' argument chooses among the fields; none chosen means all. */
    static List<Map<String, Object>> chosen(List<Map<String, Object>> records, List<String> names) {
        return records.stream()
                .map(record -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    ((Map<?, ?>) record.getOrDefault("all", Map.of())).forEach((name, value) -> {
                        if (names.isEmpty() || names.contains(name.toString())) {
                            fields.put(name.toString(), value);
                        }
                    });
                    Map<String, Object> view = new LinkedHashMap<>(record);
                    view.put("fieldsMap", fields);
                    view.put(
                            "flatFields",
                            fields.entrySet().stream()
                                    .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
                                    .toList());
                    return view;
                })
                .toList();
    }
}
