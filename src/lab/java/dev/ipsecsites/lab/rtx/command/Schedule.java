package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.grammar.Token;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the timers in step with the {@code schedule at} lines of the running configuration, whatever changed them. */
public final class Schedule {
    private static final String PREFIX = "schedule ";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private Schedule() {}

    /** A line was typed, be it the one that is there already: its time counts from now. */
    static void typed(Router router, String id) {
        router.timers().keep(prefix(id), Set.of());
        follow(router);
    }

    /** Sets what is new, cancels what is gone. A relative time counts from here: when typed, and again at every start. */
    public static void follow(Router router) {
        Set<String> wanted = new TreeSet<>();
        for (ConfigLine l : router.running().all(Context.GLOBAL, "schedule at")) {
            String name = prefix(l.key().getFirst()) + l.text();
            wanted.add(name);
            if (router.timers().isNew(name)) {
                due(l.value(), router.clock().instant()).ifPresent(at -> arm(router, name, l, at));
            }
        }
        router.timers().keep(PREFIX, wanted);
    }

    /** With leading zeros: what is due at the same time runs in the order of ids (yamaha-rtx.md §5.3). */
    private static String prefix(String id) {
        return PREFIX + "%05d ".formatted(Integer.parseInt(id));
    }

    /** The {@code startup} lines, once a start. */
    public static void started(Router router) {
        router.running().all(Context.GLOBAL, "schedule at").stream()
                .filter(l -> l.value().getFirst().equals("startup"))
                .forEach(l -> perform(router, l));
    }

    private static void arm(Router router, String name, ConfigLine line, Instant at) {
        router.timers().set(name, at, () -> {
            perform(router, line);
            boolean still = router.running().find(line.id()).isPresent();
            if (still && !line.value().getFirst().startsWith("+")) {
                due(line.value(), at.plusSeconds(1)).ifPresent(next -> arm(router, name, line, next));
            }
        });
    }

    private static void perform(Router router, ConfigLine line) {
        int at = commandAt(line.value());
        String command = printed(line.value().subList(at, line.value().size()));
        router.log().add("[SCHEDULE] Startup: " + command);
        // "pp N" and "tunnel N" instead of "*" select first.
        List<String> target = line.value().subList(0, at);
        Context context = switch (target.size() < 2 ? "*" : target.get(target.size() - 2)) {
            case "pp" -> Context.pp(Integer.parseInt(target.getLast()));
            case "tunnel" -> Context.tunnel(Integer.parseInt(target.getLast()));
            default -> Context.GLOBAL;
        };
        router.hardware().unattended(command, context);
    }

    private static String printed(List<String> words) {
        return String.join(" ", words.stream().map(Token::printed).toList());
    }

    /** Index of the command's first word: behind time and target. */
    static int commandAt(List<String> value) {
        int i = 1;
        if (value.getFirst().contains("/")) {
            i++;
        }
        return value.get(i).equals("*") ? i + 1 : i + 2;
    }

    /** When the line is due next, from {@code now} on; empty for what waits for an event. */
    static Optional<Instant> due(List<String> value, Instant now) {
        String first = value.getFirst();
        if (first.startsWith("+")) {
            return Optional.of(now.plusSeconds(Long.parseLong(first.substring(1))));
        }
        boolean dated = first.contains("/");
        String time = dated ? value.get(1) : first;
        if (!time.contains(":")) {
            return Optional.empty();
        }
        ZonedDateTime from = now.atZone(Router.ZONE);
        for (int day = 0; day <= 366; day++) {
            LocalDate date = from.toLocalDate().plusDays(day);
            if (!dated || onDay(first, date)) {
                Optional<Instant> at = onDay(time, date, now);
                if (at.isPresent()) {
                    return at;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> onDay(String time, LocalDate date, Instant now) {
        String[] parts = time.split(":", -1);
        int second = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
        for (int hour = 0; hour < 24; hour++) {
            for (int minute = 0; minute < 60; minute++) {
                if (fits(parts[0], hour) && fits(parts[1], minute)) {
                    Instant at = date.atTime(LocalTime.of(hour, minute, second))
                            .atZone(Router.ZONE)
                            .toInstant();
                    if (at.isAfter(now)) {
                        return Optional.of(at);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String pattern, int number) {
        return pattern.equals("*") || Integer.parseInt(pattern) == number;
    }

    private static boolean onDay(String pattern, LocalDate date) {
        int slash = pattern.indexOf('/');
        return listed(pattern.substring(0, slash), date.getMonthValue())
                && (listed(pattern.substring(slash + 1), date.getDayOfMonth())
                        || weekday(
                                pattern.substring(slash + 1).toLowerCase(Locale.ROOT),
                                date.getDayOfWeek().getValue()));
    }

    private static boolean listed(String pattern, int number) {
        for (String part : pattern.split(",", -1)) {
            int dash = part.indexOf('-');
            if (part.equals("*")) {
                return true;
            }
            String from = dash < 0 ? part : part.substring(0, dash);
            String to = dash < 0 ? part : part.substring(dash + 1);
            if (number(from) <= number && number <= number(to) && number(from) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int number(String text) {
        return !text.isEmpty() && text.length() < 4 && text.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(text)
                : -1;
    }

    private static boolean weekday(String pattern, int isoDay) {
        for (String part : pattern.split(",", -1)) {
            int dash = part.indexOf('-');
            int from = DAYS.indexOf(dash < 0 ? part : part.substring(0, dash)) + 1;
            int to = DAYS.indexOf(dash < 0 ? part : part.substring(dash + 1)) + 1;
            if (from > 0 && from <= isoDay && isoDay <= to) {
                return true;
            }
        }
        return false;
    }
}
