package dev.ipsecsites.operator;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.cato.CmaHttp;
import dev.ipsecsites.cato.Pause;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.operator.account.CatoAccountReconciler;
import dev.ipsecsites.operator.account.CmaEnvironment;
import dev.ipsecsites.operator.account.OpenAccounts;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.router.RouterControllers;
import dev.ipsecsites.operator.site.CatoSiteReconciler;
import dev.ipsecsites.operator.site.SiteMark;
import dev.ipsecsites.operator.site.Timelines;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Set;

/** The four controllers with what each needs of the two ends. */
final class Controllers {
    private static final String OLDEST_NAMESPACE = "kube-system";

    private Controllers() {}

    static void register(OperatorRuntime runtime, Services services, OperatorOptions options, Set<String> watched)
            throws IOException {
        String owner = options.ownerId().orElseGet(() -> clusterId(services));
        SecureRandom random = new SecureRandom();
        Pause.UntilStopped pause = new Pause.UntilStopped();
        CmaEnvironment environment = new CmaEnvironment(
                CmaHttp.client(options.cmaCaFile().orElse(null)),
                RetryPolicy.standard(),
                services.clock(),
                pause,
                services.meters()::cmaRequest);
        OpenAccounts accounts = new OpenAccounts(environment, random);
        YamahaRtx driver = new YamahaRtx(services.clock());
        RouterControllers routers = new RouterControllers(services, driver);
        Timelines timelines = new Timelines(services.client(), watched);
        runtime.startFirst(timelines::start)
                .register(
                        new CatoAccountReconciler(
                                services, accounts, options.cmaHosts(), d -> SiteMark.marksOwner(owner, d)),
                        CatoAccountReconciler.NAME,
                        Api.IN_USE)
                .register(routers.routers(), RouterControllers.ROUTER, Api.IN_USE)
                .register(routers.tunnels(), RouterControllers.TUNNEL, Api.TUNNEL_FINALIZER)
                .register(
                        new CatoSiteReconciler(
                                services,
                                accounts,
                                owner,
                                driver::capabilities,
                                random,
                                new RoutersForSites(routers.sights(), routers.measurements()),
                                timelines),
                        CatoSiteReconciler.NAME,
                        Api.SITE_FINALIZER)
                .closeLast(driver)
                .closeLast(accounts)
                .closeLast(timelines)
                .closeFirst(pause);
    }

    /** Tells clusters that share an account at Cato apart (DESIGN §9.8). */
    private static String clusterId(Services services) {
        Namespace oldest =
                services.client().namespaces().withName(OLDEST_NAMESPACE).get();
        if (oldest == null) {
            throw new IllegalStateException("The namespace " + OLDEST_NAMESPACE
                    + " can't be read, whose UID marks what this operator makes at Cato; set --owner-id");
        }
        return oldest.getMetadata().getUid();
    }
}
