package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.DeletionPolicy;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.ToldKey;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.Flaw;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The RouterTunnels of a site: made, kept as planned, removed. */
final class SiteRouterTunnels {
    private static final Set<String> FLAWS = Set.of(Conditions.ALGORITHMS_DIFFER, Conditions.ROUTE_NOT_IN_FORCE);

    private final KubernetesClient client;
    private final Directory directory;
    private final SiteEvents events;

    SiteRouterTunnels(KubernetesClient client, Directory directory, SiteEvents events) {
        this.client = client;
        this.directory = directory;
        this.events = events;
    }

    /**
     * Makes them what they should be; a namesake that the site didn't make is left alone and told.
     *
     * @param held names of those that are left as they are until it is their turn
     * @param told by name, which key Cato has ({@link ToldKey}); those that are missing keep what they say
     */
    Optional<Refusal> ensure(
            CatoSite site, Map<String, RouterTunnelSpec> wanted, Set<String> held, Map<String, String> told) {
        for (var entry : wanted.entrySet()) {
            Optional<RouterTunnel> found = find(site, entry.getKey());
            if (found.isEmpty()) {
                create(site, entry.getKey(), entry.getValue(), told.get(entry.getKey()));
            } else if (!owns(site, found.get())) {
                return Optional.of(new Refusal(
                        "RouterTunnelNameTaken",
                        "",
                        "there is a RouterTunnel " + entry.getKey()
                                + " that this CatoSite did not make; rename or delete it"));
            } else if (!held.contains(entry.getKey())) {
                replace(found.get(), entry.getValue(), told.get(entry.getKey()));
            }
        }
        for (RouterTunnel tunnel : of(site)) {
            if (!wanted.containsKey(tunnel.getMetadata().getName())) {
                delete(tunnel);
            }
        }
        return Optional.empty();
    }

    /** Those that the site made, the primary's first. */
    List<RouterTunnel> of(CatoSite site) {
        return Arrays.stream(Role.values())
                .flatMap(role ->
                        directory.get(RouterTunnel.class, site.getMetadata().getNamespace(), name(site, role)).stream())
                .filter(t -> owns(site, t))
                .toList();
    }

    /** {@code osaka-primary1}. */
    static String name(CatoSite site, Role role) {
        return site.getMetadata().getName() + "-" + role.tunnelId().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells them what their deletion does, also those that are going already. Anybody may delete them, such as who deletes the namespace,
     * and a manifest that says Orphan cuts no traffic (DESIGN §9.9), whatever else of it couldn't be carried out.
     */
    void tellPolicy(CatoSite site) {
        DeletionPolicy policy = RouterTunnelSpecs.deletionPolicy(site.getSpec());
        String patch = client.getKubernetesSerialization().asJson(Map.of("spec", Map.of("deletionPolicy", policy)));
        for (RouterTunnel tunnel : of(site)) {
            if (tunnel.getSpec().deletionPolicy() != policy) {
                client.resources(RouterTunnel.class)
                        .inNamespace(tunnel.getMetadata().getNamespace())
                        .withName(tunnel.getMetadata().getName())
                        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            }
        }
    }

    /** Asks for the deletion of all, once each knows what that means; returns those that are still there. */
    List<RouterTunnel> deleteAll(CatoSite site) {
        tellPolicy(site);
        List<RouterTunnel> left = of(site);
        left.forEach(this::delete);
        return left;
    }

    private void delete(RouterTunnel tunnel) {
        if (tunnel.getMetadata().getDeletionTimestamp() == null) {
            client.resource(tunnel).delete();
        }
    }

    private void create(CatoSite site, String name, RouterTunnelSpec spec, @Nullable String told) {
        RouterTunnel tunnel = new RouterTunnel();
        tunnel.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(site.getMetadata().getNamespace())
                .withOwnerReferences(SiteKeys.ownerReference(site))
                .withAnnotations(told == null ? Map.of() : Map.of(Api.TOLD_KEY, told))
                .build());
        tunnel.setSpec(spec);
        client.resource(tunnel).create();
        events.normal("RouterTunnelCreated", "created RouterTunnel " + name);
    }

    private void replace(RouterTunnel found, RouterTunnelSpec spec, @Nullable String told) {
        boolean sameKey = told == null || Annotations.get(found, Api.TOLD_KEY).equals(Optional.of(told));
        if (sameKey && spec.equals(found.getSpec())) {
            return;
        }
        client.resources(RouterTunnel.class)
                .inNamespace(found.getMetadata().getNamespace())
                .withName(found.getMetadata().getName())
                .edit(t -> {
                    t.setSpec(spec);
                    if (told != null) {
                        t.setMetadata(new ObjectMetaBuilder(t.getMetadata())
                                .addToAnnotations(Api.TOLD_KEY, told)
                                .build());
                    }
                    return t;
                });
    }

    private Optional<RouterTunnel> find(CatoSite site, String name) {
        String namespace = site.getMetadata().getNamespace();
        return directory
                .get(RouterTunnel.class, namespace, name)
                .or(() -> Optional.ofNullable(client.resources(RouterTunnel.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    private static boolean owns(CatoSite site, RouterTunnel tunnel) {
        return tunnel.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getUid().equals(site.getMetadata().getUid()));
    }

    /**
     * What the router's end says of a tunnel, by its RouterTunnel.
     *
     * @param visited when the router was last asked about it; empty when this process hasn't asked
     */
    TunnelEvidence evidence(
            CatoSite site,
            Role role,
            String popLocation,
            @Nullable String routerTunnel,
            Function<RouterTunnel, Optional<Instant>> visited) {
        if (routerTunnel == null) {
            return new TunnelEvidence(role, popLocation, null, null, null, null);
        }
        Optional<RouterTunnel> tunnel =
                directory.get(RouterTunnel.class, site.getMetadata().getNamespace(), routerTunnel);
        Optional<RouterTunnelStatus> status =
                tunnel.filter(SiteRouterTunnels::current).map(RouterTunnel::statusOrEmpty);
        Optional<Condition> operational = status.flatMap(s -> Conditions.find(s.conditions(), Conditions.OPERATIONAL));
        EndState state = operational
                .map(Condition::status)
                .map(SiteRouterTunnels::endState)
                .orElse(EndState.UNKNOWN);
        return new TunnelEvidence(
                role,
                popLocation,
                state,
                status.map(RouterTunnelStatus::state).orElse(TunnelState.UNKNOWN),
                operational.map(Condition::message).filter(m -> !m.isEmpty()).orElse(null),
                tunnel.flatMap(visited).orElse(null),
                state == EndState.UP ? status.flatMap(SiteRouterTunnels::flaw).orElse(null) : null);
    }

    /** Ready is False for other things, too, such as one that is paused. */
    private static Optional<Flaw> flaw(RouterTunnelStatus status) {
        return Conditions.find(status.conditions(), Conditions.READY)
                .filter(c -> c.status() == ConditionStatus.FALSE)
                .filter(c -> FLAWS.contains(c.reason()))
                .map(c -> new Flaw(c.reason(), c.message()));
    }

    private static EndState endState(ConditionStatus status) {
        return switch (status) {
            case TRUE -> EndState.UP;
            case FALSE -> EndState.DOWN;
            case UNKNOWN, UNRECOGNIZED -> EndState.UNKNOWN;
        };
    }

    /** The first RouterTunnel that is stuck, as a refusal of the site. */
    Optional<Refusal> stuck(CatoSite site) {
        return firstWith(site, Conditions.STALLED, ConditionStatus.TRUE)
                .map(c -> new Refusal(c.reason(), "", c.message()));
    }

    /** Why the router isn't configured yet; empty when every tunnel is. */
    Optional<String> notConfigured(CatoSite site) {
        return of(site).stream().flatMap(t -> unconfigured(t).stream()).findFirst();
    }

    private static Optional<String> unconfigured(RouterTunnel tunnel) {
        String name = tunnel.getMetadata().getName();
        Optional<Condition> configured = Conditions.find(tunnel.statusOrEmpty().conditions(), Conditions.CONFIGURED);
        if (configured.filter(c -> c.status() == ConditionStatus.TRUE).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(configured
                .map(c -> name + ": " + (c.message().isEmpty() ? c.reason() : c.message()))
                .orElse(name + " waits for its router"));
    }

    /** Why the router doesn't have it as it is now; empty when it does. */
    static Optional<String> notConfigured(RouterTunnel tunnel) {
        return current(tunnel)
                ? unconfigured(tunnel)
                : Optional.of(tunnel.getMetadata().getName() + " waits for its router");
    }

    /** Whether the router has it as it is now, and has seen it work. */
    static boolean settled(RouterTunnel tunnel) {
        return notConfigured(tunnel).isEmpty()
                && Conditions.find(tunnel.statusOrEmpty().conditions(), Conditions.CONFIGURED)
                        .filter(c -> !c.reason().equals(Conditions.NOT_SAVED))
                        .isPresent();
    }

    /** Whether status speaks of it as it is now. */
    private static boolean current(RouterTunnel tunnel) {
        return Objects.equals(
                tunnel.statusOrEmpty().observedGeneration(),
                tunnel.getMetadata().getGeneration());
    }

    private Optional<Condition> firstWith(CatoSite site, String type, ConditionStatus status) {
        Function<RouterTunnel, Optional<Condition>> find =
                t -> Conditions.find(t.statusOrEmpty().conditions(), type).filter(c -> c.status() == status);
        return of(site).stream().flatMap(t -> find.apply(t).stream()).findFirst();
    }
}
