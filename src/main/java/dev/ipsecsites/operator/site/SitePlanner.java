package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Bandwidth;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.ConnectionMode;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.Identification;
import dev.ipsecsites.api.PreSharedKey;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.api.SiteLocation;
import dev.ipsecsites.api.SiteRange;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.api.SiteTunnel;
import dev.ipsecsites.api.SiteType;
import dev.ipsecsites.cato.CmaSite;
import dev.ipsecsites.cato.CmaTunnels;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.ipsec.Compatibility;
import dev.ipsecsites.ipsec.Compatibility.Choice;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import dev.ipsecsites.operator.site.RouterView.LinkView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a CatoSite to what it means. Pure; the same for the operator and for {@code render}. */
public final class SitePlanner {
    private static final SiteTunnel ALL_DEFAULTS = new SiteTunnel(null, null, null, null, null, null, null, null);

    private final CatoSiteSpec spec;
    private final String name;
    private final String siteName;
    private final CatoSiteStatus status;
    private final long generation;

    @Nullable
    private final RouterView router;

    private final SiteMark mark;
    private final List<Refusal> problems = new ArrayList<>();

    private SitePlanner(CatoSite site, @Nullable RouterView router, SiteMark mark) {
        this.spec = site.getSpec();
        this.name = site.getMetadata().getName();
        this.siteName = site.nameAtCato();
        this.status = site.statusOrEmpty();
        this.generation = RepairedTunnel.generation(site);
        this.router = router;
        this.mark = mark;
    }

    /** The answer. */
    public sealed interface Result {
        record Planned(DesiredSite site) implements Result {}

        /** Never empty; all that is wrong, so that a person mends it in one go. */
        record Refused(List<Refusal> refusals) implements Result {}
    }

    /**
     * Plans a site.
     *
     * @param router the router that carries it; null for a site without {@code routerRef}
     */
    public static Result plan(CatoSite site, @Nullable RouterView router, SiteMark mark) {
        return new SitePlanner(site, router, mark).plan();
    }

    private Result plan() {
        Optional<Refusal> unsupported = Unsupported.in(spec);
        if (unsupported.isPresent()) {
            return new Result.Refused(List.of(unsupported.get()));
        }
        checkText("spec.siteName", spec.siteName());
        checkText("spec.description", spec.description());
        checkNetworks();
        checkIdentification();
        Algorithms algorithms = new Algorithms();
        Optional<Choice.Chosen> chosen = choose(algorithms);
        List<DesiredTunnel> tunnels = Stream.concat(
                        tunnel(Role.PRIMARY, spec.primary()), tunnel(Role.SECONDARY, spec.secondary()))
                .toList();
        checkRolesDiffer(tunnels);
        Lifetimes lifetimes = lifetimes();
        if (chosen.isEmpty() || !problems.isEmpty()) {
            problems.addAll(algorithms.problems());
            return new Result.Refused(List.copyOf(problems));
        }
        Proposal proposal = chosen.get().proposal();
        IpsecDetails details = details(algorithms, proposal);
        if (!algorithms.problems().isEmpty()) {
            return new Result.Refused(List.copyOf(algorithms.problems()));
        }
        return new Result.Planned(new DesiredSite(
                siteName,
                type(spec.type()),
                mark.describe(spec.description()),
                spec.nativeRange(),
                location(spec.location()),
                spec.ranges(),
                details,
                proposal,
                lifetimes,
                tunnels,
                notes(chosen.get())));
    }

    private Optional<Choice.Chosen> choose(Algorithms algorithms) {
        if (router != null && router.capabilities() == null) {
            problems.add(new Refusal(
                    "UnknownModel",
                    "",
                    router.model() == null
                            ? "the model of Router " + router.name() + " isn't known: set spec.model there"
                            : "Router " + router.name() + " is a " + router.model()
                                    + ", which this version doesn't know"));
            return Optional.empty();
        }
        AlgorithmSet set = router == null || router.capabilities() == null
                ? AlgorithmSet.CATO
                : router.capabilities().algorithms();
        Choice choice = Compatibility.choose(set, algorithms.asked(spec), largestBandwidth());
        return switch (choice) {
            case Choice.Chosen c -> Optional.of(c);
            case Choice.Refused refused -> {
                refused.problems().forEach(p -> problems.add(new Refusal("Incompatible", "", "spec." + p)));
                yield Optional.empty();
            }
        };
    }

    private @Nullable Double largestBandwidth() {
        var all = Stream.concat(
                        Stream.ofNullable(spec.bandwidth()),
                        writtenTunnels().flatMap(t -> Stream.ofNullable(t.bandwidth())))
                .flatMapToDouble(b -> DoubleStream.of(b.downstreamMbps(), b.upstreamMbps()))
                .max();
        return all.isPresent() ? all.getAsDouble() : null;
    }

    private Stream<SiteTunnel> writtenTunnels() {
        return Stream.of(spec.primary(), spec.secondary())
                .filter(Objects::nonNull)
                .flatMap(r -> r.tunnels().stream());
    }

    private IpsecDetails details(Algorithms algorithms, Proposal proposal) {
        return new IpsecDetails(
                spec.connectionMode() == ConnectionMode.RESPONDER_ONLY
                        ? CmaTunnels.ConnectionMode.RESPONDER_ONLY
                        : CmaTunnels.ConnectionMode.BIDIRECTIONAL,
                identification(),
                Pins.init(algorithms.init(spec.initMessage(), proposal), proposal, status.pinned()),
                Pins.auth(algorithms.auth(spec.authMessage(), proposal), proposal, status.pinned()),
                spec.networkRanges());
    }

    private IdentificationType identification() {
        return switch (spec.identification()) {
            case FQDN -> IdentificationType.FQDN;
            case EMAIL -> IdentificationType.EMAIL;
            case KEY_ID -> IdentificationType.KEY_ID;
            case IPV4, UNRECOGNIZED -> IdentificationType.IPV4;
        };
    }

    /** Cato can call only what it knows by its address (cato-api.md §2.2). */
    private void checkIdentification() {
        if (identification() != IdentificationType.IPV4 && spec.connectionMode() != ConnectionMode.RESPONDER_ONLY) {
            problems.add(Refusal.invalid(
                    "spec.identification",
                    spec.identification().wire()
                            + " needs connectionMode: ResponderOnly, because Cato can initiate only to"
                            + " an IPv4 identity: write that, or identification: IPv4"));
        }
    }

    private List<String> notes(Choice.Chosen chosen) {
        List<String> notes = new ArrayList<>(chosen.notes());
        boolean address = spec.publicAddress() != null || writtenTunnels().anyMatch(t -> t.publicAddress() != null);
        if (address && identification() != IdentificationType.IPV4) {
            notes.add("publicAddress isn't sent: with identification "
                    + spec.identification().wire() + " the site may come from any address");
        }
        return List.copyOf(notes);
    }

    private Stream<DesiredTunnel> tunnel(Role role, @Nullable SiteRole written) {
        if (written == null) {
            return Stream.empty();
        }
        String path = "spec." + role.field();
        String popLocation = PopCandidates.popLocation(spec, status, role);
        String instead = RepairedTunnel.anotherAddress(spec, status, generation, role);
        if (popLocation == null && written.allocatedAddress() == null) {
            problems.add(Refusal.invalid(path, "needs popLocation or allocatedAddress"));
            return Stream.empty();
        }
        if (written.allocatedAddress() != null && !Cidr.isAddress(written.allocatedAddress())) {
            problems.add(Refusal.invalid(
                    path + ".allocatedAddress", "'" + written.allocatedAddress() + "' is not an IPv4 address"));
        }
        checkText(path + ".popLocation", popLocation);
        SiteTunnel tunnel =
                written.tunnels().isEmpty() ? ALL_DEFAULTS : written.tunnels().getFirst();
        Optional<LinkView> link = link(path, tunnel.link());
        PreSharedKey given = tunnel.preSharedKey();
        String ownName = name + "-" + role.tunnelId().toLowerCase(java.util.Locale.ROOT);
        return Stream.of(new DesiredTunnel(
                role,
                router == null ? null : ownName,
                instead == null ? popLocation : null,
                instead == null ? written.allocatedAddress() : instead,
                link.map(LinkView::name).orElse(null),
                tunnel.tunnelNumber(),
                tunnel.name(),
                identification(),
                siteAddress(path, tunnel, link),
                followsLink(tunnel, link),
                tunnel.privateCatoAddress(),
                tunnel.privateSiteAddress(),
                bandwidth(tunnel.bandwidth() == null ? spec.bandwidth() : tunnel.bandwidth()),
                given == null ? new SecretKeyRef(ownName + "-psk", "psk") : given.secretRef(),
                given == null));
    }

    private Optional<LinkView> link(String path, @Nullable String wanted) {
        if (router == null) {
            return Optional.empty();
        }
        Optional<LinkView> link = router.link(wanted);
        if (link.isEmpty()) {
            problems.add(Refusal.invalid(
                    path + ".tunnels[0].link",
                    wanted == null
                            ? "Router " + router.name() + " has no links: write one in its spec.links"
                            : "Router " + router.name() + " has no link '" + wanted + "'; it has "
                                    + router.links().stream()
                                            .map(LinkView::name)
                                            .toList()));
        }
        return link;
    }

    private @Nullable String siteAddress(String path, SiteTunnel tunnel, Optional<LinkView> link) {
        String written = tunnel.publicAddress() != null ? tunnel.publicAddress() : spec.publicAddress();
        if (spec.identification() != Identification.IPV4) {
            return null;
        }
        if (written != null && !Cidr.isAddress(written)) {
            problems.add(Refusal.invalid("spec.publicAddress", "'" + written + "' is not an IPv4 address"));
        }
        if (written == null && router == null) {
            problems.add(Refusal.invalid(
                    path, "without routerRef nobody can observe the site's public address: set spec.publicAddress"));
        }
        return written != null ? written : link.map(LinkView::address).orElse(null);
    }

    /** Neither the site nor the Router's link has an address written: then a new one of the line is the site's new one. */
    private boolean followsLink(SiteTunnel tunnel, Optional<LinkView> link) {
        return spec.identification() == Identification.IPV4
                && tunnel.publicAddress() == null
                && spec.publicAddress() == null
                && link.filter(LinkView::observed).isPresent();
    }

    private void checkRolesDiffer(List<DesiredTunnel> tunnels) {
        if (tunnels.size() < 2) {
            return;
        }
        DesiredTunnel first = tunnels.get(0);
        DesiredTunnel second = tunnels.get(1);
        if (first.popLocation() != null && first.popLocation().equalsIgnoreCase(second.popLocation())) {
            problems.add(new Refusal(
                    "SamePopLocation",
                    "spec.secondary.popLocation",
                    "is " + second.popLocation()
                            + ", like the primary: one PoP failing would take both tunnels down; write another PoP"));
        } else if (first.allocatedAddress() != null && first.allocatedAddress().equals(second.allocatedAddress())) {
            problems.add(new Refusal(
                    "SamePopLocation",
                    "spec.secondary.allocatedAddress",
                    "is the primary's address too; write an address at another PoP"));
        }
    }

    private void checkNetworks() {
        List<Cidr> seen = new ArrayList<>();
        network("spec.nativeRange", spec.nativeRange()).ifPresent(seen::add);
        for (int i = 0; i < spec.ranges().size(); i++) {
            SiteRange range = spec.ranges().get(i);
            String path = "spec.ranges[" + i + "].subnet";
            checkText("spec.ranges[" + i + "].name", range.name());
            network(path, range.subnet()).ifPresent(cidr -> {
                seen.stream()
                        .filter(cidr::overlaps)
                        .findFirst()
                        .ifPresent(other -> problems.add(Refusal.invalid(
                                path, range.subnet() + " overlaps " + other + ", which is this site's too")));
                seen.add(cidr);
            });
        }
        for (int i = 0; i < spec.traffic().ranges().size(); i++) {
            network("spec.traffic.ranges[" + i + "]", spec.traffic().ranges().get(i));
        }
        for (int i = 0; i < spec.networkRanges().size(); i++) {
            String range = spec.networkRanges().get(i);
            network("spec.networkRanges[" + i + "]", range.substring(range.lastIndexOf(':') + 1));
        }
    }

    private Optional<Cidr> network(String path, String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (IllegalArgumentException e) {
            problems.add(Refusal.invalid(path, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Lifetimes lifetimes() {
        try {
            return new Lifetimes(
                    Durations.parse(spec.lifetimes().ikeSA()),
                    Durations.parse(spec.lifetimes().childSA()));
        } catch (IllegalArgumentException e) {
            problems.add(Refusal.invalid("spec.lifetimes", String.valueOf(e.getMessage())));
            return Lifetimes.CATO;
        }
    }

    /** Names and descriptions go to Cato only: Unicode without control characters (DESIGN §9.7). */
    private void checkText(String path, @Nullable String text) {
        if (text != null
                && text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            problems.add(Refusal.invalid(path, "has a control character or a line break in it; take it out"));
        }
    }

    private static CmaTunnels.@Nullable Bandwidth bandwidth(@Nullable Bandwidth written) {
        return written == null ? null : new CmaTunnels.Bandwidth(written.downstreamMbps(), written.upstreamMbps());
    }

    private static CmaSite.SiteType type(SiteType type) {
        return switch (type) {
            case HEADQUARTERS -> CmaSite.SiteType.HEADQUARTERS;
            case CLOUD_DATA_CENTER -> CmaSite.SiteType.CLOUD_DC;
            case DATA_CENTER -> CmaSite.SiteType.DATACENTER;
            case BRANCH, UNRECOGNIZED -> CmaSite.SiteType.BRANCH;
        };
    }

    private static CmaSite.Location location(SiteLocation written) {
        return new CmaSite.Location(
                written.countryCode(), written.stateCode(), written.city(), written.address(), written.timezone());
    }
}
