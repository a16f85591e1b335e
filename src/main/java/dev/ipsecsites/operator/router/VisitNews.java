package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Age;
import dev.ipsecsites.operator.common.Believed;
import dev.ipsecsites.operator.common.Wake;
import dev.ipsecsites.router.RouterObservation;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells tunnels and sites what a visit found out: each finding that says something new wakes its tunnel. */
final class VisitNews {
    private final Findings findings;
    private final RouterSights sights;
    private final Wake<RouterTunnel> tunnels;
    private final Clock clock;

    VisitNews(Findings findings, RouterSights sights, Wake<RouterTunnel> tunnels, Clock clock) {
        this.findings = findings;
        this.sights = sights;
        this.tunnels = tunnels;
        this.clock = clock;
    }

    /** @return one finding for each tunnel, by uid */
    Map<String, Finding> publish(Router router, List<RouterTunnel> named, Visit visit) {
        see(visit);
        Map<String, Finding> found = FindingsOfVisit.of(router, named, visit, believed(router, named));
        for (RouterTunnel tunnel : named) {
            String uid = tunnel.getMetadata().getUid();
            Finding finding = found.get(uid);
            if (finding != null && findings.put(uid, finding)) {
                tunnels.wake(tunnel);
            }
        }
        return found;
    }

    /** What was found when the router was last looked at, by uid, as long as that counts. */
    private Map<String, Finding> believed(Router router, List<RouterTunnel> named) {
        Instant now = clock.instant();
        Map<String, Finding> believed = new HashMap<>();
        for (RouterTunnel tunnel : named) {
            String uid = tunnel.getMetadata().getUid();
            sights.of(uid)
                    .filter(sight -> Age.within(sight.at(), Believed.of(router), now))
                    .flatMap(sight -> findings.of(uid))
                    .ifPresent(finding -> believed.put(uid, finding));
        }
        return believed;
    }

    /**
     * What the router says of tunnels that it was known to have, before anything is done about it: lines that have to be sent take their time.
     *
     * @param memories of tunnels where something was sent, by uid, this look included
     */
    void states(List<Member> members, RouterObservation observation, Map<String, TunnelMemory> memories) {
        for (Member member : members) {
            TunnelMemory memory = memories.get(member.uid());
            Liveness life = memory == null ? null : memory.life();
            Finding before = findings.of(member.uid()).orElse(null);
            if (before == null || before.phase() == null || life == null || member.number() == null) {
                continue;
            }
            Finding now = before.saying(observation.tunnels().get(member.number()), life.life());
            if (findings.put(member.uid(), now)) {
                tunnels.wake(member.tunnel());
            }
        }
    }

    /** What stands on a number where we have sent nothing isn't this tunnel. */
    private void see(Visit visit) {
        RouterObservation observation = visit.observation();
        if (observation == null) {
            return;
        }
        for (Member member : visit.members()) {
            TunnelMemory memory = visit.memories().get(member.uid());
            if (memory != null && visit.record().tunnels().containsKey(member.uid())) {
                sights.put(
                        member.tunnel(),
                        new RouterSight(
                                observation.at(),
                                EvidenceOfVisit.of(member, observation, memory, visit),
                                memory.checks(),
                                memory.interruptedAt()));
            }
        }
    }
}
