package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.router.Finding.Answer;
import dev.ipsecsites.operator.router.Finding.Further;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a visit to what it means for each tunnel. Pure. */
final class FindingsOfVisit {
    private final Router router;
    private final Visit visit;
    private final Map<String, Finding> believed;

    private FindingsOfVisit(Router router, Visit visit, Map<String, Finding> believed) {
        this.router = router;
        this.visit = visit;
        this.believed = believed;
    }

    /**
     * One finding for each of {@code tunnels}, by uid.
     *
     * @param believed what was found before, young enough to stand when a visit fails, by uid
     */
    static Map<String, Finding> of(
            Router router, List<RouterTunnel> tunnels, Visit visit, Map<String, Finding> believed) {
        FindingsOfVisit findings = new FindingsOfVisit(router, visit, believed);
        Map<String, Finding> result = new LinkedHashMap<>();
        for (RouterTunnel tunnel : tunnels) {
            result.put(tunnel.getMetadata().getUid(), findings.of(tunnel));
        }
        return result;
    }

    private Finding of(RouterTunnel tunnel) {
        String uid = tunnel.getMetadata().getUid();
        boolean removed = removed(tunnel);
        Member member = visit.members().stream()
                .filter(m -> m.uid().equals(uid))
                .findFirst()
                .orElse(null);
        if (member == null) {
            Problem problem = problemOfAll();
            Finding before = believed.get(uid);
            if (before != null
                    && before.phase() != null
                    && before.seen().equals(Member.seen(tunnel))
                    && saysNothing(problem)) {
                return before;
            }
            return Finding.of(
                            Member.seen(tunnel),
                            Answer.UNKNOWN,
                            problem == null
                                    ? Problem.waiting("Pending", "The router hasn't been looked at yet")
                                    : problem,
                            removed)
                    .with(Further.standing(tunnel.statusOrEmpty()));
        }
        Problem own =
                member.problem() != null ? member.problem() : visit.refusals().get(uid);
        TunnelState state = state(member);
        TunnelMemory memory = visit.memories().get(uid);
        Liveness life = memory == null ? null : memory.life();
        boolean differs = visit.outcome() instanceof Outcome.Differs;
        return new Finding(
                        member.seen(),
                        configured(member, own),
                        own != null ? own : problemOfAll(),
                        null,
                        Liveness.Life.UNKNOWN,
                        null,
                        null,
                        unverified(uid),
                        removed,
                        differs,
                        state == null || memory == null
                                ? standing(tunnel)
                                : further(member, memory, visit.observation()))
                .saying(state, life == null ? Liveness.Life.UNKNOWN : life.life());
    }

    /**
     * Whether a visit failed in a way that a moment may bring, and that tells nothing of tunnels: the Router says so itself at once. A
     * login that is refused once may be a router that is busy; twice in a row it is the password.
     */
    private boolean saysNothing(@Nullable Problem problem) {
        if (problem == null || !(visit.outcome() instanceof Outcome.Failed)) {
            return false;
        }
        boolean again = Conditions.find(router.statusOrEmpty().conditions(), Conditions.STALLED)
                .filter(c -> c.status() == ConditionStatus.TRUE)
                .filter(c -> c.reason().equals(problem.reason()))
                .isPresent();
        return Arrays.stream(RouterException.Reason.values())
                .filter(reason -> reason.name().equals(problem.reason()))
                .anyMatch(reason ->
                        reason.isTransient() || (reason == RouterException.Reason.AuthenticationFailed && !again));
    }

    /** Nothing of it stands on the router: there was nothing to look at, and nothing to reset. */
    private Further standing(RouterTunnel tunnel) {
        Further standing = Further.standing(tunnel.statusOrEmpty());
        Map<String, String> handled = new LinkedHashMap<>();
        if (visit.observation() != null) {
            for (String annotation : RouterTunnelReconciler.AT_ROUTER) {
                Annotations.get(tunnel, annotation).ifPresent(token -> handled.put(annotation, token));
            }
        }
        return new Further(standing.flaps(), standing.checks(), null, standing.diagnosis(), handled);
    }

    private Further further(Member member, TunnelMemory memory, @Nullable RouterObservation observation) {
        if (observation == null) {
            return Further.NONE;
        }
        return new Further(
                memory.flaps().published(),
                memory.checks(),
                VerificationOfVisit.of(member, observation, memory)
                        .flatMap(Verification::flaw)
                        .orElse(null),
                TunnelDiagnoses.of(member, memory, observation, visit, router),
                memory.handled());
    }

    private @Nullable TunnelState state(Member member) {
        RouterObservation observation = visit.observation();
        // What stands on a number where we have sent nothing isn't this tunnel.
        boolean ours = visit.record().tunnels().containsKey(member.uid());
        return observation == null || member.number() == null || !ours
                ? null
                : observation.tunnels().get(member.number());
    }

    private Answer configured(Member member, @Nullable Problem own) {
        boolean applied = visit.record().tunnels().containsKey(member.uid());
        if (own != null) {
            return applied ? Answer.UNKNOWN : Answer.NO;
        }
        return switch (visit.outcome()) {
            case Outcome.Settled settled -> applied ? Answer.YES : Answer.NO;
            case Outcome.Sent sent -> applied ? Answer.YES : Answer.NO;
            case Outcome.Waiting waiting -> applied ? Answer.YES : Answer.NO;
            case Outcome.Differs differs -> applied ? Answer.UNKNOWN : Answer.NO;
            case Outcome.Refused refused -> applied ? Answer.UNKNOWN : Answer.NO;
            case Outcome.Failed failed -> Answer.UNKNOWN;
        };
    }

    private boolean unverified(String uid) {
        RouterRecord.Pending pending = visit.record().pending();
        return pending != null && pending.tunnels().contains(uid);
    }

    /** Also when the router may not be written to: then the lines stay, and waiting would be for ever. */
    private boolean removed(RouterTunnel tunnel) {
        return tunnel.getMetadata().getDeletionTimestamp() != null
                && (!visit.record().tunnels().containsKey(tunnel.getMetadata().getUid())
                        || router.getSpec().managementPolicy() == ManagementPolicy.OBSERVE);
    }

    private @Nullable Problem problemOfAll() {
        return switch (visit.outcome()) {
            case Outcome.Failed(Problem problem) -> problem;
            case Outcome.Refused(Problem problem) -> problem;
            case Outcome.Differs differs ->
                Problem.waiting(
                        "Observing",
                        "managementPolicy is Observe and the router differs: Router.status.plan shows what would be"
                                + " sent");
            case Outcome.Sent sent -> null;
            case Outcome.Waiting waiting -> null;
            case Outcome.Settled settled -> null;
        };
    }
}
