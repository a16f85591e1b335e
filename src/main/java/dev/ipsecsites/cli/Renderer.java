package dev.ipsecsites.cli;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterSpec;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.cato.CmaCall;
import dev.ipsecsites.cato.CmaCalls;
import dev.ipsecsites.cli.manifest.Catalogue;
import dev.ipsecsites.cli.manifest.ManifestError;
import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.router.OfflineRouter;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import dev.ipsecsites.operator.site.OfflineSite;
import dev.ipsecsites.operator.site.RouterView;
import dev.ipsecsites.operator.site.SiteMark;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterDriver;
import dev.ipsecsites.router.RouterFacts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** From manifests to what they mean at both ends: the operator's own plans, with nobody to ask. Pure. */
final class Renderer {
    private final Manifests manifests;
    private final RouterDriver driver;
    private final boolean secrets;
    private final List<ManifestError> errors = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<RouterTunnel> tunnels = new ArrayList<>();
    private final Catalogue catalogue;
    private final Keys keys;

    private Renderer(Manifests manifests, RouterDriver driver, boolean secrets) {
        this.manifests = manifests;
        this.driver = driver;
        this.secrets = secrets;
        errors.addAll(manifests.errors());
        this.catalogue = Catalogue.of(manifests, errors);
        this.keys = new Keys(manifests, errors);
    }

    /** @param secrets keys in clear, else masked */
    static Rendering render(Manifests manifests, RouterDriver driver, boolean secrets) {
        return new Renderer(manifests, driver, secrets).render();
    }

    private Rendering render() {
        if (errors.isEmpty() && manifests.documents().stream().noneMatch(Manifests.Document::ours)) {
            notes.add("No CatoSite, Router or RouterTunnel in these files: nothing to render");
        }
        for (CatoAccount account : catalogue.all(CatoAccount.class)) {
            SecretKeyRef ref = account.getSpec().apiKeySecretRef();
            keys.require(account.getMetadata().getNamespace(), ref.name(), List.of(ref.key()));
        }
        tunnels.addAll(catalogue.all(RouterTunnel.class));
        catalogue.all(CatoSite.class).forEach(this::site);
        tunnels.forEach(this::checkReference);
        catalogue.all(Router.class).forEach(this::router);
        return new Rendering(errors.isEmpty() ? lines : List.of(), notes, errors);
    }

    private void site(CatoSite site) {
        String namespace = site.getMetadata().getNamespace();
        Optional<Router> router = Optional.empty();
        if (site.getSpec().routerRef() != null) {
            String name = site.getSpec().routerRef().name();
            router = catalogue.find(Router.class, namespace, name);
            if (router.isEmpty()) {
                errors.add(catalogue.error(site, "spec.routerRef.name", missingRouter(namespace, name)));
                return;
            }
            if (capabilities(router.get()).isEmpty()) {
                return;
            }
        }
        String accountName = site.getSpec().accountRef().name();
        String accountId = catalogue
                .find(CatoAccount.class, namespace, accountName)
                .map(account -> account.getSpec().accountId())
                .orElse("<account id of CatoAccount " + accountName + ">");
        var result = OfflineSite.plan(
                site,
                router.map(r -> RouterView.of(r, driver::capabilities)).orElse(null),
                sitesOfAccount(site),
                new CmaCalls(accountId),
                new SiteMark("<owner>", namespace, site.getMetadata().getName()),
                tunnel -> keyAtCato(namespace, tunnel));
        switch (result) {
            case OfflineSite.Result.Refused refused ->
                refused.refusals().forEach(r -> errors.add(catalogue.error(site, r.field(), r.message())));
            case OfflineSite.Result.Planned planned -> planned(site, planned);
        }
    }

    private void planned(CatoSite site, OfflineSite.Result.Planned planned) {
        lines.add("# CatoSite " + Directory.key(site) + ": calls to Cato");
        planned.site().notes().forEach(note -> lines.add("# Note: " + note));
        for (CmaCall call : planned.calls()) {
            lines.addAll(CallText.of(call, secrets));
        }
        planned.tunnels().forEach((name, spec) -> tunnels.add(tunnel(site, name, spec)));
    }

    /** Younger than everything that is written down, and in order. */
    private RouterTunnel tunnel(CatoSite site, String name, RouterTunnelSpec spec) {
        RouterTunnel tunnel = new RouterTunnel();
        ObjectMeta metadata = new ObjectMeta();
        metadata.setNamespace(site.getMetadata().getNamespace());
        metadata.setName(name);
        metadata.setUid("site %08d".formatted(tunnels.size()));
        metadata.setCreationTimestamp(metadata.getUid());
        tunnel.setMetadata(metadata);
        tunnel.setSpec(spec);
        return tunnel;
    }

    private List<CatoSite> sitesOfAccount(CatoSite site) {
        return catalogue.all(CatoSite.class).stream()
                .filter(other -> other.getMetadata()
                                .getNamespace()
                                .equals(site.getMetadata().getNamespace())
                        && other.getSpec()
                                .accountRef()
                                .name()
                                .equals(site.getSpec().accountRef().name()))
                .toList();
    }

    private Secret keyAtCato(String namespace, DesiredTunnel tunnel) {
        return keys.preSharedKey(namespace, tunnel.key())
                .orElseGet(() -> Secret.of("<pre-shared key: " + tunnel.key().key() + " of Secret "
                        + tunnel.key().name() + ">"));
    }

    private void checkReference(RouterTunnel tunnel) {
        String namespace = tunnel.getMetadata().getNamespace();
        String name = tunnel.getSpec().routerRef().name();
        if (catalogue.find(Router.class, namespace, name).isEmpty()) {
            errors.add(catalogue.error(tunnel, "spec.routerRef.name", missingRouter(namespace, name)));
        }
    }

    private static String missingRouter(String namespace, String name) {
        return "Router " + namespace + "/" + name + " isn't in these files; its model decides what can be used";
    }

    private void router(Router router) {
        RouterSpec spec = router.getSpec();
        String namespace = router.getMetadata().getNamespace();
        keys.requireLogin(namespace, spec.credentialsSecretRef().name());
        Optional<String> problem = OfflineRouter.problem(router, catalogue.all(Router.class));
        problem.ifPresent(message -> errors.add(catalogue.error(router, "", message)));
        Optional<Capabilities> capabilities = capabilities(router);
        if (problem.isPresent() || capabilities.isEmpty()) {
            return;
        }
        List<RouterTunnel> ours = tunnels.stream()
                .filter(t -> t.getMetadata().getNamespace().equals(namespace)
                        && t.getSpec()
                                .routerRef()
                                .name()
                                .equals(router.getMetadata().getName()))
                .toList();
        var result = OfflineRouter.plan(
                router,
                ours,
                capabilities.get(),
                t -> keys.preSharedKey(namespace, t.getSpec().preSharedKeySecretRef())
                        .orElse(null));
        switch (result) {
            case OfflineRouter.Result.Refused refused -> refused.problems().forEach(p -> wrong(router, p));
            case OfflineRouter.Result.Planned planned -> {
                lines.add("# Router " + Directory.key(router) + ": "
                        + facts(router).model() + (spec.firmware() == null ? "" : " " + spec.firmware()));
                try {
                    lines.addAll(driver.render(planned.intent(), facts(router), List.of(), secrets));
                } catch (IllegalArgumentException e) {
                    errors.add(catalogue.error(router, "", String.valueOf(e.getMessage())));
                }
            }
        }
    }

    private void wrong(Router router, OfflineRouter.Wrong wrong) {
        RouterTunnel tunnel = catalogue.all(RouterTunnel.class).stream()
                .filter(t -> Directory.key(t).equals(wrong.tunnel()))
                .findFirst()
                .orElse(null);
        errors.add(
                tunnel != null
                        ? catalogue.error(tunnel, "", wrong.message())
                        : catalogue.error(
                                router,
                                "",
                                (wrong.tunnel() == null ? "" : "tunnel " + wrong.tunnel() + ": ") + wrong.message()));
    }

    /** Empty where nobody knows what the router can do, which is said once. */
    private Optional<Capabilities> capabilities(Router router) {
        Optional<Capabilities> capabilities =
                router.getSpec().model() == null ? Optional.empty() : driver.capabilities(facts(router));
        if (capabilities.isEmpty()) {
            String known = String.join(", ", new TreeSet<>(driver.models()));
            ManifestError error = catalogue.error(
                    router,
                    "spec.model",
                    router.getSpec().model() == null
                            ? "is missing, and offline nobody can ask the router: write one of " + known
                            : "is " + router.getSpec().model() + ", which this version doesn't know; known are "
                                    + known);
            if (!errors.contains(error)) {
                errors.add(error);
            }
        }
        return capabilities;
    }

    private static RouterFacts facts(Router router) {
        String model = router.getSpec().model();
        String firmware = router.getSpec().firmware();
        return new RouterFacts(model == null ? "" : model, firmware == null ? "" : firmware, null);
    }
}
