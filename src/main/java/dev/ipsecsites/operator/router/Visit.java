package dev.ipsecsites.operator.router;

import dev.ipsecsites.router.RouterClock;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterObservation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a visit to a router brought home.
 *
 * @param record as it is now
 * @param facts null when the router wasn't reached
 * @param observation null when it wasn't looked at
 * @param members empty when it wasn't looked at
 * @param refusals why the plan left members out, by uid
 * @param memories what is remembered of the members' tunnels, this visit included, by uid
 * @param clock the router's; null where it doesn't tell
 */
record Visit(
        Outcome outcome,
        RouterRecord record,
        @Nullable RouterFacts facts,
        @Nullable RouterObservation observation,
        List<Member> members,
        Map<String, Problem> refusals,
        Map<String, TunnelMemory> memories,
        @Nullable RouterClock clock) {

    /** A visit that ended before the router was looked at. */
    static Visit without(Outcome outcome, RouterRecord record, @Nullable RouterFacts facts) {
        return new Visit(outcome, record, facts, null, List.of(), Map.of(), Map.of(), null);
    }

    /** The same after some tunnels were cared for. */
    Visit with(Map<String, TunnelMemory> now, RouterRecord recorded) {
        return new Visit(outcome, recorded, facts, observation, members, refusals, now, clock);
    }
}
