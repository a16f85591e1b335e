package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.router.RouterPlan.Drift;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Tells of what a visit did: an Event for people who look at the Router, a line for people who look at the log. */
final class RouterNews {
    private RouterNews() {}

    static void tell(
            Router router,
            List<RouterTunnel> named,
            RouterRecord before,
            Visit visit,
            Services services,
            Logger log) {
        String name = Directory.key(router);
        left(router, named, before, services);
        switch (visit.outcome()) {
            case Outcome.Sent sent -> {
                log.info("Router {}: sent {} lines, not saved yet", name, sent.lines());
                services.events()
                        .record(
                                router,
                                RouterEvent.LinesSent,
                                "Sent " + sent.lines() + " lines; they are saved once the tunnels are verified");
                // Between sending and saving our own half of the change looks like drift.
                if (before.pending() == null) {
                    drift(router, sent.drift(), services, log);
                }
            }
            case Outcome.Settled settled -> {
                if (before.pending() != null && visit.record().pending() == null) {
                    log.info("Router {}: verified{}", name, settled.saved() ? " and saved" : ", not saved as asked");
                    services.meters().routerTransaction("Committed");
                    if (settled.saved()) {
                        services.events().record(router, RouterEvent.ConfigurationSaved, "Verified and saved");
                    }
                }
            }
            case Outcome.Waiting waiting -> {
                if (waiting.overdue() && !visit.record().equals(before)) {
                    log.warn(
                            "Router {}: not up in time, nothing saved: {}",
                            name,
                            String.join(", ", waiting.waitingFor()));
                    services.meters().routerTransaction("NotVerified");
                    services.events()
                            .record(
                                    router,
                                    RouterEvent.NotVerified,
                                    "Not up in time, nothing is saved: " + String.join(", ", waiting.waitingFor()));
                }
            }
            case Outcome.Failed(Problem problem) ->
                log.info("Router {}: {}: {}", name, problem.reason(), problem.message());
            case Outcome.Refused(Problem problem) -> {
                log.info("Router {}: {}: {}", name, problem.reason(), problem.message());
                if (visit.record().refused() != null && !visit.record().equals(before)) {
                    services.meters().routerTransaction("RolledBack");
                }
            }
            case Outcome.Differs differs ->
                log.info(
                        "Router {}: differs in {} lines, observed only",
                        name,
                        differs.changes().size());
        }
    }

    /** Of tunnels that had lines before this visit, and are deleted where none may be taken off. */
    private static void left(Router router, List<RouterTunnel> named, RouterRecord before, Services services) {
        for (RouterTunnel tunnel : named) {
            Integer number = before.tunnels().get(tunnel.getMetadata().getUid());
            Member.Part part = Member.part(tunnel);
            if (number == null) {
                continue;
            }
            if (part == Member.Part.ORPHANED && observes(tunnel.getSpec().managementPolicy())) {
                services.events()
                        .record(
                                tunnel,
                                RouterEvent.LinesLeft,
                                "Deleted under managementPolicy Observe: the lines of tunnel " + number
                                        + " stay on the router and aren't ours any more; take them off by hand if they"
                                        + " aren't wanted");
            } else if (part == Member.Part.LEAVING && observes(router.getSpec().managementPolicy())) {
                services.events()
                        .record(
                                tunnel,
                                RouterEvent.LinesLeft,
                                "Deleted while managementPolicy of its Router is Observe: the lines of tunnel " + number
                                        + " stay on the router as long as that is so");
            }
        }
    }

    private static boolean observes(@Nullable ManagementPolicy policy) {
        return policy == ManagementPolicy.OBSERVE;
    }

    private static void drift(Router router, List<Drift> drift, Services services, Logger log) {
        for (Drift d : drift) {
            log.info("Router {}: changed by hand, corrected: {}", Directory.key(router), d.line());
            services.events()
                    .record(
                            router,
                            RouterEvent.DriftCorrected,
                            "Changed by hand and corrected: " + d.line() + " (expected '" + d.expected() + "', found '"
                                    + d.found() + "')");
        }
    }
}
