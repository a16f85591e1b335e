package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaCall;
import dev.ipsecsites.cato.CmaCalls;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a CatoSite means to Cato and to its router when neither can be asked: the operator's plan, with a text in angle brackets for
 * everything that only they know. Pure.
 */
public final class OfflineSite {
    private static final String NEW_SITE = "<id of the new site>";

    private OfflineSite() {}

    /** The answer. */
    public sealed interface Result {
        /**
         * @param calls in the order in which they would be sent to an account where nothing of this site is yet
         * @param tunnels RouterTunnels by name; empty without a router
         */
        record Planned(DesiredSite site, List<CmaCall> calls, Map<String, RouterTunnelSpec> tunnels)
                implements Result {}

        /** Never empty. */
        record Refused(List<Refusal> refusals) implements Result {}
    }

    /**
     * Plans.
     *
     * @param router null for a site without {@code routerRef}
     * @param others sites of the same account
     * @param keys the pre-shared key of a tunnel, or a text in its place
     */
    public static Result plan(
            CatoSite site,
            @Nullable RouterView router,
            List<CatoSite> others,
            CmaCalls cma,
            SiteMark mark,
            Function<DesiredTunnel, Secret> keys) {
        SitePlanner.Result planned = SitePlanner.plan(site, router, mark);
        if (planned instanceof SitePlanner.Result.Refused refused) {
            return new Result.Refused(refused.refusals());
        }
        DesiredSite desired = ((SitePlanner.Result.Planned) planned).site();
        Optional<Refusal> conflict = SiteConflicts.of(site, desired, others);
        if (conflict.isPresent()) {
            return new Result.Refused(List.of(conflict.get()));
        }
        List<ResolvedTunnel> tunnels =
                desired.tunnels().stream().map(tunnel -> resolve(tunnel, keys)).toList();
        return new Result.Planned(desired, calls(desired, tunnels, cma, mark), specs(site, desired, tunnels));
    }

    private static ResolvedTunnel resolve(DesiredTunnel tunnel, Function<DesiredTunnel, Secret> keys) {
        String pop = tunnel.popLocation() == null ? "<PoP of " + tunnel.where() + ">" : tunnel.popLocation();
        String address =
                tunnel.allocatedAddress() == null ? "<address allocated at " + pop + ">" : tunnel.allocatedAddress();
        AllocatedAddress allocated =
                new AllocatedAddress("<id of " + address.replaceAll("[<>]", "") + ">", address, pop, null);
        if (!tunnel.knownByAddress()) {
            String identity =
                    "<identity that Cato generates for " + tunnel.role().tunnelId() + ">";
            var type = Identity.Type.valueOf(tunnel.identification().name());
            return new ResolvedTunnel(named(tunnel), allocated, null, new Identity(type, identity), keys.apply(tunnel));
        }
        String siteAddress =
                tunnel.siteAddress() == null ? "<address of link " + tunnel.link() + ">" : tunnel.siteAddress();
        return ResolvedTunnel.at(named(tunnel), allocated, siteAddress, keys.apply(tunnel));
    }

    /** A tunnel is named after its PoP; an address alone doesn't tell which one that is. */
    private static DesiredTunnel named(DesiredTunnel tunnel) {
        return tunnel.name() != null || tunnel.popLocation() != null
                ? tunnel
                : new DesiredTunnel(
                        tunnel.role(),
                        tunnel.routerTunnel(),
                        null,
                        tunnel.allocatedAddress(),
                        tunnel.link(),
                        tunnel.number(),
                        "<cato- and the PoP of " + tunnel.where() + ">",
                        tunnel.identification(),
                        tunnel.siteAddress(),
                        tunnel.followsLink(),
                        tunnel.privateCatoAddress(),
                        tunnel.privateSiteAddress(),
                        tunnel.bandwidth(),
                        tunnel.key(),
                        tunnel.generatedKey());
    }

    private static List<CmaCall> calls(DesiredSite site, List<ResolvedTunnel> tunnels, CmaCalls cma, SiteMark mark) {
        List<CmaCall> calls = new ArrayList<>();
        for (ResolvedTunnel tunnel : tunnels) {
            if (tunnel.plan().allocatedAddress() == null) {
                calls.add(cma.allocateAddress(
                        "<id of PoP " + tunnel.address().popLocation() + ">",
                        AddressChoice.description(tunnel.plan(), mark)));
            }
        }
        calls.add(cma.addSite(site.toNewSite()));
        calls.add(cma.updateIpsecDetails(NEW_SITE, site.ipsec()));
        Map<Role, RoleTunnels> roles = new EnumMap<>(Role.class);
        tunnels.forEach(tunnel -> roles.put(tunnel.role(), tunnel.toRole(null)));
        calls.add(cma.addTunnels(NEW_SITE, roles.get(Role.PRIMARY), roles.get(Role.SECONDARY)));
        site.ranges()
                .forEach(range -> calls.add(cma.addNetworkRange(
                        "<id of the new site's interface>",
                        SiteRanges.ownName(range.name()),
                        range.subnet(),
                        range.gateway())));
        return calls;
    }

    private static Map<String, RouterTunnelSpec> specs(
            CatoSite site, DesiredSite desired, List<ResolvedTunnel> tunnels) {
        Map<String, RouterTunnelSpec> specs = new LinkedHashMap<>();
        for (ResolvedTunnel tunnel : tunnels) {
            String name = tunnel.plan().routerTunnel();
            if (name != null) {
                specs.put(
                        name,
                        RouterTunnelSpecs.of(
                                site.getSpec(),
                                desired,
                                tunnel.plan(),
                                tunnel.address().popLocation(),
                                tunnel.address().address(),
                                SiteIdentities.written(Objects.requireNonNull(tunnel.siteIdentity()))));
            }
        }
        return specs;
    }
}
