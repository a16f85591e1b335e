package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cli.diagnose.Draft.DraftTunnel;
import dev.ipsecsites.diagnosis.CatoHalf;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Intended;
import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.site.DesiredSite;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import dev.ipsecsites.operator.site.RouterView;
import dev.ipsecsites.operator.site.RouterView.LinkView;
import dev.ipsecsites.operator.site.SiteMark;
import dev.ipsecsites.operator.site.SitePlanner;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What manifests, with or without a status, say that a site should be. The operator's own plan, with nobody to ask. Pure. */
final class ManifestDrafts {
    /** Reasons of conditions that are about what the account has. */
    private static final Set<String> QUOTA = Set.of("AddressQuotaExhausted", Cause.LICENCE_LIMIT.word());

    /** Of a router that nobody knows: with what Cato can a site can be planned, and only what is written down of it is believed. */
    private static final Capabilities ANY = new Capabilities("", AlgorithmSet.CATO, Integer.MAX_VALUE);

    private final List<Router> routers;
    private final List<RouterTunnel> tunnels;
    private final Function<RouterFacts, Optional<Capabilities>> capabilities;
    private final @Nullable RouterFacts found;

    /** @param found model of the only router whose output is among the files; null where there is none or more than one */
    ManifestDrafts(
            List<Router> routers,
            List<RouterTunnel> tunnels,
            Function<RouterFacts, Optional<Capabilities>> capabilities,
            @Nullable RouterFacts found) {
        this.routers = List.copyOf(routers);
        this.tunnels = List.copyOf(tunnels);
        this.capabilities = capabilities;
        this.found = found;
    }

    List<Draft> of(List<CatoSite> sites) {
        List<Draft> drafts = new ArrayList<>();
        sites.forEach(site -> drafts.add(site(site)));
        if (sites.isEmpty() && !tunnels.isEmpty()) {
            drafts.add(Draft.named(
                    tunnels.getFirst().getSpec().routerRef().name(),
                    tunnels.stream().map(ManifestDrafts::alone).toList()));
        }
        return drafts;
    }

    private Draft site(CatoSite site) {
        String namespace = String.valueOf(site.getMetadata().getNamespace());
        var ref = site.getSpec().routerRef();
        Optional<Router> router = ref == null
                ? Optional.empty()
                : routers.stream()
                        .filter(r -> ref.name().equals(r.getMetadata().getName())
                                && namespace.equals(
                                        String.valueOf(r.getMetadata().getNamespace())))
                        .findFirst();
        RouterView view = ref == null ? null : router.map(this::view).orElseGet(() -> unseen(ref.name(), site));
        boolean guessed = view != null && ANY.equals(view.capabilities());
        SitePlanner.Result plan = SitePlanner.plan(
                site, view, new SiteMark("-", namespace, site.getMetadata().getName()));
        List<DraftTunnel> found = switch (plan) {
            case SitePlanner.Result.Planned planned ->
                planned.site().tunnels().stream()
                        .map(t -> planned(site, planned.site(), t, guessed))
                        .toList();
            case SitePlanner.Result.Refused refused ->
                site.statusOrEmpty().tunnels().stream().map(this::statusOnly).toList();
        };
        String problem = plan instanceof SitePlanner.Result.Refused(var refusals)
                ? refusals.getFirst().message()
                : null;
        return new Draft(
                site.getMetadata().getName(),
                site.nameAtCato(),
                ref == null ? null : namespace + "/" + ref.name(),
                router.map(r -> r.getSpec().links())
                        .filter(links -> !links.isEmpty())
                        .map(links -> links.getFirst().interfaceName()),
                found,
                refusals(site),
                problem);
    }

    /** A resource that was printed with its status says what the operator was refused. */
    private static List<String> refusals(CatoSite site) {
        return site.statusOrEmpty().conditions().stream()
                .filter(condition -> QUOTA.contains(condition.reason()))
                .map(condition -> condition.reason() + ": " + condition.message())
                .distinct()
                .toList();
    }

    private RouterView view(Router router) {
        RouterView view = RouterView.of(router, capabilities);
        RouterView known = view.model() == null && found != null ? withModel(view, found) : view;
        return known.capabilities() == null ? new RouterView(known.name(), known.model(), ANY, known.links()) : known;
    }

    /** A Router that isn't among the files has the links that the site names. */
    private static RouterView unseen(String name, CatoSite site) {
        var spec = site.getSpec();
        List<LinkView> links = Stream.of(spec.primary(), spec.secondary())
                .filter(Objects::nonNull)
                .flatMap(role -> role.tunnels().stream())
                .map(tunnel -> new LinkView(tunnel.link() == null ? "" : tunnel.link(), null))
                .toList();
        return new RouterView(name, null, ANY, links.isEmpty() ? List.of(new LinkView("", null)) : links);
    }

    private RouterView withModel(RouterView view, RouterFacts facts) {
        return new RouterView(
                view.name(), facts.model(), capabilities.apply(facts).orElse(null), view.links());
    }

    /** @param guessed nobody knows the router, so that algorithms which weren't written down aren't known either */
    private DraftTunnel planned(CatoSite site, DesiredSite plan, DesiredTunnel tunnel, boolean guessed) {
        String id = tunnel.role().tunnelId();
        SiteTunnelStatus status = site.statusOrEmpty().tunnels().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseGet(() -> SiteTunnelStatus.unknown(id));
        String cato = or(status.catoAddress(), tunnel.allocatedAddress());
        String own = or(status.siteAddress(), tunnel.siteAddress());
        Proposal proposal = guessed && !written(site) ? null : plan.proposal();
        Intended intended = intended(
                or(number(tunnel.routerTunnel(), site), tunnel.number()),
                proposal,
                plan.lifetimes(),
                cato,
                own,
                identity(own, status),
                or(status.popLocation(), tunnel.popLocation()));
        IpsecDetails told = guessed && !written(site) ? null : plan.ipsec();
        return draft(id, intended, told, status);
    }

    private static boolean written(CatoSite site) {
        var proposal = site.getSpec().proposal();
        return proposal != null
                && proposal.ike() != null
                && proposal.child() != null
                && proposal.ike().encryption() != null
                && proposal.ike().dhGroup() != null
                && proposal.child().encryption() != null;
    }

    private DraftTunnel statusOnly(SiteTunnelStatus status) {
        Intended intended = intended(
                null,
                null,
                null,
                status.catoAddress(),
                status.siteAddress(),
                identity(status.siteAddress(), status),
                status.popLocation());
        return draft(status.id(), intended, null, status);
    }

    private static DraftTunnel draft(
            String id, Intended intended, @Nullable IpsecDetails told, SiteTunnelStatus status) {
        CatoHalf cato = CatoHalf.NOTHING
                .withAddresses(intended.catoAddress(), intended.siteAddress(), null)
                .withTold(told)
                .withPop(intended.popName(), null);
        boolean seen = status.state() == TunnelState.UP || status.state() == TunnelState.DOWN;
        return new DraftTunnel(
                id,
                intended,
                cato,
                checks(status.checks()),
                status.flaps() == 0 ? null : status.flaps(),
                seen ? Boolean.valueOf(status.state() == TunnelState.UP) : null);
    }

    /** What Cato generated, where it knows the router by a name. */
    private static @Nullable Identity identity(@Nullable String own, SiteTunnelStatus status) {
        var generated = status.siteIdentity();
        if (generated != null && generated.type() != IdentityType.UNRECOGNIZED) {
            return new Identity(Identity.Type.valueOf(generated.type().name()), generated.value());
        }
        return own == null ? null : Identity.ipv4(own);
    }

    private static Intended intended(
            @Nullable Integer number,
            @Nullable Proposal proposal,
            @Nullable Lifetimes lifetimes,
            @Nullable String cato,
            @Nullable String own,
            @Nullable Identity routerIdentity,
            @Nullable String pop) {
        return new Intended(
                number,
                proposal,
                lifetimes,
                cato,
                own,
                routerIdentity,
                cato == null ? null : Identity.ipv4(cato),
                pop,
                null);
    }

    private @Nullable Integer number(@Nullable String routerTunnel, CatoSite site) {
        return tunnels.stream()
                .filter(t -> t.getMetadata().getName().equals(routerTunnel)
                        && Objects.equals(
                                t.getMetadata().getNamespace(),
                                site.getMetadata().getNamespace()))
                .findFirst()
                .map(t -> t.statusOrEmpty().tunnelNumber())
                .orElse(null);
    }

    /** A RouterTunnel that stands for itself. */
    private static DraftTunnel alone(RouterTunnel tunnel) {
        var spec = tunnel.getSpec();
        Integer number = or(tunnel.statusOrEmpty().tunnelNumber(), spec.tunnelNumber());
        Intended intended = new Intended(number, null, null, spec.remote().address(), null, null, null, null, null);
        return new DraftTunnel(
                Directory.key(tunnel).replaceFirst(".*/", ""), intended, CatoHalf.NOTHING, List.of(), null, null);
    }

    static List<Check> checks(List<TunnelCheck> done) {
        List<Check> checks = new ArrayList<>();
        for (TunnelCheck check : done) {
            Check.Result result = switch (check.result()) {
                case PASSED -> Check.Result.PASSED;
                case FAILED -> Check.Result.FAILED;
                default -> Check.Result.UNKNOWN;
            };
            Arrays.stream(Check.Step.values())
                    .filter(step -> step.word().equals(check.check()))
                    .findFirst()
                    .ifPresent(step -> checks.add(new Check(step, result, check.detail())));
        }
        return checks;
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }
}
