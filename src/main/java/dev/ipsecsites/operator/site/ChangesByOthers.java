package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoChanges;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.operator.account.AccountChanges.Seen;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a site at Cato were others', and what follows from them. Pure.
 *
 * <p>Nobody tells an API key its own name, so ours are told from others' with care, and what is in doubt counts as ours: then nothing is sent, as
 * if there were no audit trail. A change is another's when a person made it in the console, or a key that isn't ours while it is known which
 * ones are; not when it came to light right after something was sent from here, unless a key of ours left its trace then.
 *
 * @param standing for status; equal to the one before when nothing is new
 * @param news changes by others that haven't been dealt with
 * @param resend what is to be sent again now; it is not among {@code standing.unsent()} any more
 */
record ChangesByOthers(CatoChanges standing, List<Change> news, Set<Part> resend) {
    /** Within so long after something was sent, what appears in the trail is its trace: one round of the poller and Cato's own delay. */
    static final Duration TRACE = Duration.ofMinutes(5);

    /** Clocks of both sides, and the delay; a key that did something then is one of ours. */
    static final Duration SAME_TIME = Duration.ofMinutes(10);

    /** What Cato doesn't return, and the name and description, which go with every change in the console. */
    private static final Set<Part> DOUBTFUL = Set.of(Part.GENERAL, Part.IPSEC, Part.PRIMARY, Part.SECONDARY);

    private static final int KEYS = 4;

    ChangesByOthers {
        news = List.copyOf(news);
        resend = Set.copyOf(resend);
    }

    /**
     * What is known.
     *
     * @param before null: nothing has been dealt with, and what happened up to now is taken for agreed
     * @param trail of this site, oldest first
     * @param lastSent by this process to this site; null for nothing
     * @param sent parts that Cato has from us
     * @param tunnels as both ends saw them last
     * @param may whether anything may be sent again
     */
    record Situation(
            @Nullable CatoChanges before,
            List<Seen> trail,
            @Nullable Instant lastSent,
            Set<Part> sent,
            Map<Role, TunnelState> tunnels,
            boolean may,
            Instant now) {}

    static ChangesByOthers of(Situation s) {
        CatoChanges before = s.before();
        Instant until = before == null ? null : time(before.until());
        if (before == null || until == null) {
            return new ChangesByOthers(
                    new CatoChanges(s.now().toString(), List.of(), null, null, List.of()), List.of(), Set.of());
        }
        List<Seen> fresh = s.trail().stream()
                .filter(seen -> seen.change().time().isAfter(until))
                .toList();
        Set<String> known = known(before.ownKeys(), s.trail());
        boolean explained = s.trail().stream()
                .anyMatch(seen -> trace(seen, s.lastSent())
                        && known.contains(String.valueOf(seen.change().apiKey())));
        Set<String> ownKeys = explained ? known : learnt(known, s.trail(), s.lastSent());
        List<Change> news = fresh.stream()
                .filter(seen -> explained || !trace(seen, s.lastSent()))
                .map(Seen::change)
                .filter(change -> others(change, ownKeys))
                .toList();
        Set<Part> unsent = unsent(before);
        if (news.stream().anyMatch(c -> !c.kind().equalsIgnoreCase("DELETED"))) {
            unsent.addAll(DOUBTFUL);
        }
        unsent.retainAll(s.sent());
        Set<Part> resend = s.may() ? due(unsent, s.tunnels()) : Set.of();
        unsent.removeAll(resend);
        Change last = news.isEmpty() ? null : news.getLast();
        CatoChanges standing = new CatoChanges(
                fresh.isEmpty()
                        ? before.until()
                        : fresh.getLast().change().time().toString(),
                List.copyOf(ownKeys),
                last == null ? before.by() : last.by(),
                last == null ? before.at() : last.time().toString(),
                unsent.stream().map(Part::name).toList());
        return new ChangesByOthers(standing, news, resend);
    }

    private static boolean others(Change change, Set<String> ownKeys) {
        String key = change.apiKey();
        return key == null ? change.admin() != null : !ownKeys.isEmpty() && !ownKeys.contains(key);
    }

    private static boolean trace(Seen seen, @Nullable Instant lastSent) {
        return lastSent != null
                && !seen.firstSeen().isBefore(lastSent)
                && !seen.firstSeen().isAfter(lastSent.plus(TRACE));
    }

    /** The site was made from here (it has our mark), and so by a key of ours. */
    private static Set<String> known(List<String> before, List<Seen> trail) {
        Set<String> keys = new LinkedHashSet<>(before);
        trail.stream()
                .map(Seen::change)
                .filter(change -> change.kind().equalsIgnoreCase("CREATED"))
                .map(Change::apiKey)
                .filter(Objects::nonNull)
                .forEach(keys::add);
        return keys;
    }

    /** With the key that did something when something was sent from here, if there was only one. */
    private static Set<String> learnt(Set<String> known, List<Seen> trail, @Nullable Instant lastSent) {
        Set<String> then = new LinkedHashSet<>();
        for (Seen seen : trail) {
            String key = seen.change().apiKey();
            if (lastSent != null
                    && key != null
                    && trace(seen, lastSent)
                    && Duration.between(lastSent, seen.change().time()).abs().compareTo(SAME_TIME) <= 0) {
                then.add(key);
            }
        }
        List<String> newest = new ArrayList<>(known);
        if (then.size() == 1) {
            newest.addAll(then);
        }
        return new LinkedHashSet<>(newest.subList(Math.max(0, newest.size() - KEYS), newest.size()));
    }

    private static Set<Part> unsent(CatoChanges before) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : DOUBTFUL) {
            if (before.unsent().contains(part.name())) {
                parts.add(part);
            }
        }
        return parts;
    }

    /**
     * What can be sent without cutting anything: sending again may restart a tunnel (cato-api.md §4.7), so that of a tunnel waits until it is down,
     * and what is the whole site's until all are.
     */
    private static Set<Part> due(Set<Part> unsent, Map<Role, TunnelState> tunnels) {
        Set<Part> due = EnumSet.noneOf(Part.class);
        boolean allDown = !tunnels.isEmpty() && tunnels.values().stream().allMatch(ChangesByOthers::down);
        for (Part part : unsent) {
            boolean free = switch (part) {
                case PRIMARY -> down(tunnels.getOrDefault(Role.PRIMARY, TunnelState.UNKNOWN));
                case SECONDARY -> down(tunnels.getOrDefault(Role.SECONDARY, TunnelState.UNKNOWN));
                case IPSEC -> allDown;
                case GENERAL, NATIVE_RANGE, RANGES -> true;
            };
            if (free) {
                due.add(part);
            }
        }
        return due;
    }

    private static boolean down(TunnelState state) {
        return state == TunnelState.DOWN || state == TunnelState.NEGOTIATING;
    }

    /** Null for what can't be read: status is ours, but anybody with the right can write it. */
    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
