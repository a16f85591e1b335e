package dev.ipsecsites.operator.router;

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
 * @param liveness of the members' tunnels, by uid
 */
record Visit(
        Outcome outcome,
        RouterRecord record,
        @Nullable RouterFacts facts,
        @Nullable RouterObservation observation,
        List<Member> members,
        Map<String, Problem> refusals,
        Map<String, Liveness> liveness) {

    /** A visit that ended before the router was looked at. */
    static Visit without(Outcome outcome, RouterRecord record, @Nullable RouterFacts facts) {
        return new Visit(outcome, record, facts, null, List.of(), Map.of(), Map.of());
    }
}
