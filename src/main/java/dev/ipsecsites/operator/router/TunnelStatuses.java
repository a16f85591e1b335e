package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.IkeStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.router.Finding.Answer;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From a finding to the RouterTunnel's status. Pure. */
final class TunnelStatuses {
    private static final List<String> KNOWN = RouterStatuses.KNOWN;

    private TunnelStatuses() {}

    /** The status of a tunnel that the router knows of. */
    static RouterTunnelStatus of(RouterTunnel tunnel, Finding finding, Map<String, String> lastHandled, Clock clock) {
        RouterTunnelStatus before = tunnel.statusOrEmpty();
        Conditions conditions = start(tunnel, clock);
        Operational operational = Operational.of(finding);
        conditions.set(Conditions.OPERATIONAL, operational.status(), operational.reason(), operational.message());
        configured(conditions, finding);
        if (finding.seen().deleting()) {
            leaving(conditions, finding.problem());
        } else {
            summary(conditions, finding, operational);
        }
        return before.toBuilder()
                .observedGeneration(finding.seen().generation())
                .lastHandled(lastHandled)
                .state(state(finding.phase()))
                .ike(ike(before.ike(), finding, clock))
                .flaps(finding.further().flaps())
                .checks(finding.further().checks())
                .diagnosis(finding.further().diagnosis())
                .conditions(conditions.build())
                .build();
    }

    /** The status of a tunnel that its router has no finding about. */
    static RouterTunnelStatus of(RouterTunnel tunnel, Problem problem, Map<String, String> lastHandled, Clock clock) {
        Conditions conditions = start(tunnel, clock)
                .unknown(Conditions.CONFIGURED, problem.reason(), problem.message())
                .unknown(Conditions.OPERATIONAL, problem.reason(), problem.message());
        if (tunnel.getMetadata().getDeletionTimestamp() != null) {
            leaving(conditions, problem);
        } else {
            apply(conditions, problem);
        }
        return tunnel.statusOrEmpty().toBuilder()
                .observedGeneration(tunnel.getMetadata().getGeneration())
                .lastHandled(lastHandled)
                .state(TunnelState.UNKNOWN)
                .ike(null)
                .conditions(conditions.build())
                .build();
    }

    /** The status of a tunnel that is left alone. */
    static RouterTunnelStatus paused(RouterTunnel tunnel, Clock clock) {
        String deletion = tunnel.getMetadata().getDeletionTimestamp() == null
                ? ""
                : ". Its deletion waits, too: what is on the router stays there";
        return tunnel.statusOrEmpty().toBuilder()
                .observedGeneration(tunnel.getMetadata().getGeneration())
                .conditions(start(tunnel, clock)
                        .settled()
                        .isFalse(
                                Conditions.READY,
                                "Paused",
                                "Left alone because of the annotation ipsec-sites.dev/paused; take it off to go on"
                                        + deletion)
                        .build())
                .build();
    }

    private static Conditions start(RouterTunnel tunnel, Clock clock) {
        return Conditions.of(
                tunnel.statusOrEmpty().conditions(), tunnel.getMetadata().getGeneration(), clock, KNOWN);
    }

    private static void configured(Conditions conditions, Finding finding) {
        Problem problem = finding.problem();
        switch (finding.configured()) {
            case YES -> {
                if (finding.unverified()) {
                    conditions.isTrue(
                            Conditions.CONFIGURED,
                            Conditions.NOT_SAVED,
                            "On the router; saved once the tunnel is verified");
                } else {
                    conditions.isTrue(Conditions.CONFIGURED, "Applied", "On the router, and saved");
                }
            }
            case NO -> {
                if (problem == null) {
                    conditions.isFalse(Conditions.CONFIGURED, "NotApplied", "Not on the router");
                } else {
                    conditions.isFalse(Conditions.CONFIGURED, problem.reason(), problem.message());
                }
            }
            case UNKNOWN -> {
                if (problem == null) {
                    conditions.unknown(Conditions.CONFIGURED, Conditions.PENDING, "Nothing is known yet.");
                } else {
                    conditions.unknown(Conditions.CONFIGURED, problem.reason(), problem.message());
                }
            }
        }
    }

    private static void summary(Conditions conditions, Finding finding, Operational operational) {
        Problem problem = finding.problem();
        if (problem != null) {
            apply(conditions, problem);
        } else if (finding.configured() != Answer.YES) {
            conditions.reconciling("Applying", "On its way to the router");
        } else if (operational.status() == ConditionStatus.TRUE) {
            up(conditions, finding.further().flaw(), operational);
        } else {
            Operational why = cause(finding, operational);
            if (finding.unverified()) {
                conditions.reconciling(why.reason(), why.message());
            } else {
                conditions.settled().isFalse(Conditions.READY, why.reason(), why.message());
            }
        }
    }

    private static void up(Conditions conditions, @Nullable Problem flaw, Operational operational) {
        if (flaw == null) {
            conditions.settled().isTrue(Conditions.READY, operational.reason(), operational.message());
        } else {
            conditions.settled().isFalse(Conditions.READY, flaw.reason(), flaw.message());
        }
    }

    /** What the diagnosis is sure enough of to be called the reason. */
    private static Operational cause(Finding finding, Operational operational) {
        return finding.further().diagnosis().stream()
                .filter(d -> d.confidence() == Confidence.CERTAIN || d.confidence() == Confidence.LIKELY)
                .findFirst()
                .map(d -> new Operational(
                        operational.status(),
                        d.cause(),
                        operational.message() + ". " + (d.remedy() == null ? "" : d.remedy() + " ")
                                + "See: ipsec-sites explain " + d.cause()))
                .orElse(operational);
    }

    private static void apply(Conditions conditions, Problem problem) {
        if (problem.waiting()) {
            conditions.reconciling(problem.reason(), problem.message());
        } else {
            conditions.stalled(problem.reason(), problem.message());
        }
    }

    private static void leaving(Conditions conditions, @Nullable Problem problem) {
        conditions.reconciling(
                "Deleting",
                "Waiting until its lines are off the router, and that is saved"
                        + (problem == null ? "" : ": " + problem.message()));
    }

    private static TunnelState state(@Nullable Phase phase) {
        if (phase == null) {
            return TunnelState.UNKNOWN;
        }
        return switch (phase) {
            case UNKNOWN -> TunnelState.UNKNOWN;
            case DOWN -> TunnelState.DOWN;
            case NEGOTIATING -> TunnelState.NEGOTIATING;
            case UP -> TunnelState.UP;
        };
    }

    /** {@code since} is when this SA was first seen: a time that moved with every poll would be a write with every poll. */
    private static @Nullable IkeStatus ike(@Nullable IkeStatus before, Finding finding, Clock clock) {
        if (finding.spi() == null && finding.encryption() == null) {
            return null;
        }
        boolean same = before != null
                && Objects.equals(before.spi(), finding.spi())
                && Objects.equals(before.encryption(), finding.encryption());
        return same
                ? before
                : new IkeStatus(
                        finding.spi(),
                        finding.encryption(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
