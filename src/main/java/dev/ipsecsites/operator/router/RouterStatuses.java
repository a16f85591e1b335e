package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Drift;
import dev.ipsecsites.api.LinkStatus;
import dev.ipsecsites.api.Plan;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.RouterPlan;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a visit to the Router's status. Pure. */
final class RouterStatuses {
    static final List<String> KNOWN = List.of(
            Conditions.READY,
            Conditions.CONFIGURED,
            Conditions.OPERATIONAL,
            Conditions.STALLED,
            Conditions.RECONCILING);

    private static final String RECORD_UNUSABLE = "RecordUnusable";
    private static final String IN_USE = "InUse";
    private static final String DIFFERS = "Differs";
    private static final String DIFFERENT =
            "managementPolicy is Observe and the router differs from what is wanted; status.plan shows what would be sent";

    private RouterStatuses() {}

    /**
     * The status after a visit.
     *
     * @param tunnels that name the Router
     * @param findings what the visit meant for the tunnels
     * @param planHash makes a hash of changes
     */
    static RouterStatus after(
            Router router,
            Visit visit,
            List<RouterTunnel> tunnels,
            Map<String, Finding> findings,
            Map<String, String> lastHandled,
            UnaryOperator<String> planHash,
            Clock clock) {
        RouterStatus before = router.statusOrEmpty();
        Conditions conditions =
                Conditions.of(before.conditions(), router.getMetadata().getGeneration(), clock, KNOWN);
        Operational operational = Operational.of(visit, findings);
        conditions.set(Conditions.OPERATIONAL, operational.status(), operational.reason(), operational.message());
        configured(conditions, visit.outcome());
        if (router.getMetadata().getDeletionTimestamp() != null && !tunnels.isEmpty()) {
            inUse(conditions, visit.outcome(), tunnels);
        } else {
            summary(conditions, visit.outcome(), operational);
        }
        RouterStatus.Builder status = before.toBuilder()
                .observedGeneration(router.getMetadata().getGeneration())
                .lastHandled(lastHandled)
                .replacedRoute(visit.record().replacedRoute())
                .lastTransaction(visit.record().last())
                .debugSince(visit.record().debugSince())
                .plan(plan(visit.outcome(), planHash))
                .conditions(conditions.build());
        if (visit.facts() != null) {
            status.model(visit.facts().model())
                    .firmware(visit.facts().firmware())
                    .serial(visit.facts().serial());
        }
        if (visit.observation() != null) {
            status.links(visit.observation().links().stream()
                    .map(l -> new LinkStatus(l.name(), l.address(), l.gateway(), l.natDescriptor()))
                    .toList());
        }
        drift(visit.outcome()).ifPresent(status::drift);
        return status.build();
    }

    /** The status of a Router that can't be visited, because its record can't be used. */
    static RouterStatus unusable(Router router, UnusableRecordException why, Clock clock) {
        RouterStatus before = router.statusOrEmpty();
        String message = String.valueOf(why.getMessage());
        return before.toBuilder()
                .observedGeneration(router.getMetadata().getGeneration())
                .conditions(
                        Conditions.of(before.conditions(), router.getMetadata().getGeneration(), clock, KNOWN)
                                .unknown(Conditions.CONFIGURED, RECORD_UNUSABLE, message)
                                .unknown(Conditions.OPERATIONAL, RECORD_UNUSABLE, message)
                                .stalled(RECORD_UNUSABLE, message)
                                .build())
                .build();
    }

    /** The status of a Router that is left alone, an open debug window included: the next visit, when it is allowed, closes it first. */
    static RouterStatus paused(Router router, RouterRecord record, Clock clock) {
        RouterStatus before = router.statusOrEmpty();
        DebugSettings debug = record.debug();
        String message = "Left alone because of the annotation ipsec-sites.dev/paused; take it off to go on"
                + (debug == null ? "" : stillOn(debug));
        return before.toBuilder()
                .observedGeneration(router.getMetadata().getGeneration())
                .debugSince(record.debugSince())
                .conditions(
                        Conditions.of(before.conditions(), router.getMetadata().getGeneration(), clock, KNOWN)
                                .settled()
                                .isFalse(Conditions.READY, "Paused", message)
                                .build())
                .build();
    }

    private static String stillOn(DebugSettings before) {
        return ". The router still logs more than it was set to (syslog debug on, and ipsec ike log of tunnel "
                + before.tunnel()
                + "), since status.debugSince: the first visit afterwards puts back what stood there. By hand: "
                + (before.log() == null ? "'no syslog debug'" : "leave syslog debug as it is, it was set before")
                + (before.ike() == null ? ", 'no ipsec ike log' with its gateway" : "");
    }

    private static void configured(Conditions conditions, Outcome outcome) {
        switch (outcome) {
            case Outcome.Failed(Problem problem) ->
                conditions.unknown(Conditions.CONFIGURED, problem.reason(), problem.message());
            case Outcome.Refused(Problem problem) ->
                conditions.isFalse(Conditions.CONFIGURED, problem.reason(), problem.message());
            case Outcome.Differs differs -> conditions.isFalse(Conditions.CONFIGURED, DIFFERS, DIFFERENT);
            case Outcome.Sent sent -> notSaved(conditions);
            case Outcome.Waiting waiting -> notSaved(conditions);
            case Outcome.Settled settled ->
                conditions.isTrue(Conditions.CONFIGURED, "Applied", "The router has what is wanted");
        }
    }

    private static void notSaved(Conditions conditions) {
        conditions.isTrue(
                Conditions.CONFIGURED,
                Conditions.NOT_SAVED,
                "The router has what is wanted; it is saved once it is verified");
    }

    private static void summary(Conditions conditions, Outcome outcome, Operational operational) {
        switch (outcome) {
            case Outcome.Failed(Problem problem) -> problem(conditions, problem);
            case Outcome.Refused(Problem problem) -> problem(conditions, problem);
            case Outcome.Differs differs -> conditions.settled().isFalse(Conditions.READY, DIFFERS, DIFFERENT);
            case Outcome.Sent sent -> verifying(conditions, sent.waitingFor(), false);
            case Outcome.Waiting waiting -> verifying(conditions, waiting.waitingFor(), waiting.overdue());
            case Outcome.Settled settled ->
                conditions
                        .settled()
                        .set(Conditions.READY, operational.status(), operational.reason(), operational.message());
        }
    }

    /** A deletion that waits; what keeps the router from being served keeps the tunnels from going, and is said first. */
    private static void inUse(Conditions conditions, Outcome outcome, List<RouterTunnel> tunnels) {
        String message = "RouterTunnels still use it: "
                + tunnels.stream().map(Directory::key).sorted().collect(Collectors.joining(", "))
                + "; it goes when the last of them is gone";
        switch (outcome) {
            case Outcome.Failed(Problem problem) -> problem(conditions, problem.with(message));
            case Outcome.Refused(Problem problem) -> problem(conditions, problem.with(message));
            case Outcome.Differs differs -> conditions.reconciling(IN_USE, message);
            case Outcome.Sent sent -> conditions.reconciling(IN_USE, message);
            case Outcome.Waiting waiting -> conditions.reconciling(IN_USE, message);
            case Outcome.Settled settled -> conditions.reconciling(IN_USE, message);
        }
    }

    private static void problem(Conditions conditions, Problem problem) {
        if (problem.waiting()) {
            conditions.reconciling(problem.reason(), problem.message());
        } else {
            conditions.stalled(problem.reason(), problem.message());
        }
    }

    private static void verifying(Conditions conditions, List<String> waitingFor, boolean overdue) {
        String tunnels = waitingFor.isEmpty() ? "the next look at it" : String.join(", ", waitingFor);
        if (overdue) {
            conditions.reconciling(
                    "NotVerified",
                    "Not up within spec.commit.verifyWithin: " + tunnels
                            + ". The lines stay on the router, unsaved: restarting the router takes them back. They are"
                            + " saved when the tunnels come up; see the conditions of these RouterTunnels");
        } else {
            conditions.reconciling("Verifying", "Waiting for " + tunnels + " before the configuration is saved");
        }
    }

    private static @Nullable Plan plan(Outcome outcome, UnaryOperator<String> hash) {
        return outcome instanceof Outcome.Differs differs
                ? new Plan(hash.apply(String.join("\n", differs.changes())), differs.changes())
                : null;
    }

    /** Empty when the visit doesn't tell: then what is there stays. */
    private static Optional<List<Drift>> drift(Outcome outcome) {
        List<RouterPlan.Drift> found = switch (outcome) {
            case Outcome.Differs differs -> differs.drift();
            case Outcome.Sent sent -> sent.drift();
            case Outcome.Settled settled -> settled.drift();
            case Outcome.Waiting waiting -> List.of();
            case Outcome.Refused refused -> null;
            case Outcome.Failed failed -> null;
        };
        return found == null
                ? Optional.empty()
                : Optional.of(found.stream()
                        .map(d -> new Drift(d.line(), d.expected(), d.found()))
                        .toList());
    }
}
