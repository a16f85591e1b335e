package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a visit may change.
 *
 * @param now roles that are changed in this visit
 * @param later roles that are left as they are until it is their turn
 * @param waiting roles that keep what both ends have to agree on, because their router can't or may not follow; with why
 * @param siteWaits whether what Cato is told once for all tunnels of the site waits, too
 */
record Turns(Set<Role> now, Set<Role> later, Map<Role, String> waiting, boolean siteWaits) {
    /** Roles of which Cato is told nothing. */
    Set<Role> held() {
        Set<Role> held = EnumSet.noneOf(Role.class);
        held.addAll(later);
        held.addAll(waiting.keySet());
        return held;
    }

    /** What isn't sent to Cato, should it have been sent before. */
    Set<Part> heldAtCato() {
        Set<Part> held = EnumSet.noneOf(Part.class);
        held().forEach(role -> held.add(Part.of(role)));
        if (siteWaits) {
            held.add(Part.IPSEC);
        }
        return held;
    }

    /**
     * What RouterTunnels get: those of roles that wait keep what Cato has, the rest concerns the router alone.
     *
     * @param wanted by name
     * @param standing as they are
     */
    Map<String, RouterTunnelSpec> allowed(
            CatoSite site, Map<String, RouterTunnelSpec> wanted, List<RouterTunnel> standing) {
        Map<String, RouterTunnelSpec> allowed = new LinkedHashMap<>(wanted);
        for (Role role : waiting.keySet()) {
            String name = SiteRouterTunnels.name(site, role);
            standing.stream()
                    .filter(t -> t.getMetadata().getName().equals(name))
                    .forEach(t ->
                            allowed.computeIfPresent(name, (n, spec) -> RouterAgreement.keeping(t.getSpec(), spec)));
        }
        return allowed;
    }

    /** What a person reads while something waits for the router; empty when nothing does. */
    Optional<String> sentence() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String who = waiting.keySet().stream().map(Role::tunnelId).collect(Collectors.joining(" and "));
        String why = waiting.values().stream().distinct().collect(Collectors.joining("; "));
        return Optional.of("Cato isn't told what changes for " + who
                + ", which would be lost, until the router can follow: " + why);
    }

    /** What a router is stuck with, and what that means for the other end. */
    Refusal with(Refusal stuck) {
        return sentence()
                .map(s -> new Refusal(stuck.reason(), stuck.field(), stuck.message() + ". " + s))
                .orElse(stuck);
    }
}
