package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.diagnose.Draft.DraftTunnel;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.Roles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tunnels there are where no manifest says so: those that a router shows, and those that a timeline names. Pure. */
final class UnwrittenTunnels {
    /** Name of a tunnel of which nothing is known, not even a number. */
    static final String UNNAMED = "tunnel";

    /** What Cato calls the tunnels of a site, the preferred one first. */
    static final List<String> ROLES = List.of("PRIMARY1", "SECONDARY1");

    private static final Pattern LOGGED = Pattern.compile("(?i)\\b(?:GW:|tun(?:nel)?\\s?\\[)0*(\\d{1,5})\\b");

    private static final Pattern WENT_DOWN = Pattern.compile("(?i)\\btunnel\\s?\\[0*\\d{1,5}\\] down\\b");
    private static final Pattern CAME_UP = Pattern.compile("(?i)\\btunnel\\s?\\[0*\\d{1,5}\\] up\\b");
    private static final Pattern FAILURE =
            Pattern.compile("(?i)no_proposal_chosen|authentication_failed|ts_unacceptable|no answer|no response");
    private static final Pattern REFUSAL = Pattern.compile("(?i)invalid_ke_payload|cannot accept");

    private UnwrittenTunnels() {}

    /**
     * @param timeline what Cato says that is of this router's site
     * @param noTimeline tunnels of that for which the console has none
     */
    static List<DraftTunnel> of(
            @Nullable RouterSide side, List<Message> log, List<Message> timeline, Set<String> noTimeline) {
        List<String> ids = Stream.concat(timeline.stream().map(Message::tunnel), noTimeline.stream())
                .filter(id -> id != null && !id.equals(Collected.ANY_TUNNEL))
                .distinct()
                .sorted()
                .toList();
        List<Integer> numbers = numbers(side, log);
        List<DraftTunnel> tunnels = new ArrayList<>();
        Set<Integer> others = side == null ? Set.of() : side.peers().elsewhere();
        Iterator<String> roles =
                ids.stream().allMatch(id -> Roles.named(id) == null) ? Collections.emptyIterator() : ROLES.iterator();
        for (Integer number : numbers) {
            String id = !others.contains(number) && roles.hasNext() ? roles.next() : String.valueOf(number);
            tunnels.add(Draft.bare(id, number));
        }
        // What a timeline calls a tunnel may be one of the router's: which, the engine finds out where it can.
        ids.stream()
                .filter(id -> numbers.isEmpty() || Roles.named(id) != null)
                .filter(id -> tunnels.stream().noneMatch(t -> t.id().equals(id)))
                .forEach(id -> tunnels.add(Draft.bare(id, null)));
        boolean logOnly = ids.isEmpty() && (side == null || side.numbers().isEmpty());
        if (tunnels.isEmpty() || (logOnly && anotherFails(log))) {
            tunnels.addFirst(Draft.bare(UNNAMED, null));
        }
        return tunnels;
    }

    private static List<Integer> numbers(@Nullable RouterSide side, List<Message> log) {
        if (side != null && !side.numbers().isEmpty()) {
            return side.peers().preference();
        }
        TreeSet<Integer> logged = new TreeSet<>();
        for (Message message : log) {
            Matcher number = LOGGED.matcher(message.text());
            while (number.find()) {
                logged.add(Integer.valueOf(number.group(1)));
            }
        }
        logged.remove(0);
        return List.copyOf(logged);
    }

    /**
     * A log alone names only tunnels that came up or went down once: one that never did shows in lines without a number. Those are nobody's
     * of the others when none of these went down.
     */
    private static boolean anotherFails(List<Message> log) {
        boolean nameless = false;
        boolean refused = false;
        boolean wentDown = false;
        for (Message message : log) {
            Matcher change = WENT_DOWN.matcher(message.text());
            wentDown |= change.find();
            boolean unnamed = !LOGGED.matcher(message.text()).find();
            nameless |= unnamed && FAILURE.matcher(message.text()).find();
            // A peer whose first group is refused comes again with the right one: what came up then was it.
            refused &= !CAME_UP.matcher(message.text()).find();
            refused |= unnamed && REFUSAL.matcher(message.text()).find();
        }
        return (nameless || refused) && !wentDown;
    }
}
