package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adding, changing and removing the tunnels of a site (cato-api.md §2.3). */
final class TunnelOperations {
    private static final int TUNNELS_PER_ROLE = 3;
    private static final int MAXIMUM_PSK = 64;

    private final Cloud cloud;
    private final TunnelStates states;

    TunnelOperations(Cloud cloud, TunnelStates states) {
        this.cloud = cloud;
        this.states = states;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("addIpsecIkeV2SiteTunnels", this::add);
        register.accept("updateIpsecIkeV2SiteTunnels", this::update);
        register.accept("removeIpsecIkeV2SiteTunnels", this::remove);
    }

    private Object add(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        Input input = arguments.object("input");
        Map<Role, Site.Destination> destinations = new LinkedHashMap<>();
        Map<Role, List<Tunnel>> added = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            input.optionalObject(role.field()).ifPresent(group -> {
                destinations.put(role, destination(account, site, role, group));
                added.put(role, newTunnels(site, role, group));
            });
        }
        List<Tunnel> all = added.values().stream().flatMap(List::stream).toList();
        all.forEach(tunnel -> check(account, site, tunnel, destinations, all));
        site.destinations.putAll(destinations);
        all.forEach(tunnel -> site.tunnels.put(tunnel.id, tunnel));
        SiteOperations.generateIds(site);
        return changed(account, caller, site, added);
    }

    private static List<Tunnel> newTunnels(Site site, Role role, Input group) {
        List<String> free = new ArrayList<>(IntStream.rangeClosed(1, TUNNELS_PER_ROLE)
                .mapToObj(role::tunnelId)
                .filter(id -> !site.tunnels.containsKey(id))
                .toList());
        List<Input> wanted = group.objects("tunnels");
        if (wanted.size() > free.size()) {
            throw new Refusal("No more than " + TUNNELS_PER_ROLE + " " + role.field() + " tunnels are supported");
        }
        return wanted.stream()
                .map(tunnel -> new Tunnel(free.removeFirst(), settings(tunnel, null)))
                .toList();
    }

    private static Tunnel.Settings settings(Input given, Tunnel.@Nullable Settings old) {
        Map<String, Object> bandwidth =
                given.optionalObject("lastMileBw").map(Input::values).orElse(old == null ? Map.of() : old.bandwidth());
        return new Tunnel.Settings(
                given.textOr("name", old == null ? null : old.name()),
                given.textOr("role", old == null ? null : old.role()),
                requireNonNullElse(given.optionalText("psk"), old == null ? "" : old.psk()),
                given.textOr("publicSiteIp", old == null ? null : old.publicSiteIp()),
                given.textOr("privateCatoIp", old == null ? null : old.privateCatoIp()),
                given.textOr("privateSiteIp", old == null ? null : old.privateSiteIp()),
                bandwidth);
    }

    private Site.Destination destination(Account account, Site site, Role role, Input group) {
        Site.@Nullable Destination old = site.destinations.get(role);
        String addressId = group.optionalText("publicCatoIpId");
        String popId = group.optionalText("popLocationId");
        String type = group.optionalText("destinationType");
        if (type == null && addressId == null && popId == null && old != null) {
            return old;
        }
        if (addressId != null && !account.addresses.containsKey(addressId)) {
            throw new Refusal("publicCatoIpId [" + addressId + "] is not an allocated IP of the account");
        }
        if (popId != null && cloud.pop(popId).isEmpty()) {
            throw new Refusal("popLocationId [" + popId + "] is not valid");
        }
        String kind = requireNonNullElse(type, addressId == null && popId != null ? "FQDN" : "IPv4");
        if (kind.equals("FQDN")) {
            String fqdn = old != null && old.fqdn() != null
                    ? old.fqdn()
                    : role.field() + "-" + site.id + "." + account.id + ".pop.example.com";
            return new Site.Destination(kind, null, popId, fqdn);
        }
        if (addressId == null) {
            throw new Refusal("publicCatoIpId is required for destination type IPv4");
        }
        return new Site.Destination(kind, addressId, null, null);
    }

    private void check(
            Account account,
            Site site,
            Tunnel tunnel,
            Map<Role, Site.Destination> destinations,
            List<Tunnel> together) {
        Tunnel.Settings settings = tunnel.settings;
        int length = settings.psk().length();
        if (length > MAXIMUM_PSK || length < cloud.settings().minimumPskLength()) {
            throw new Refusal(
                    "PSK must have " + cloud.settings().minimumPskLength() + " to " + MAXIMUM_PSK + " characters");
        }
        String address = settings.publicSiteIp();
        if (address == null) {
            if (!site.ipsec.generatesIds()) {
                throw new Refusal("Public site IP is required for identification type IPV4");
            }
            return;
        }
        Site.Destination own = destinations.getOrDefault(tunnel.role(), site.destinations.get(tunnel.role()));
        boolean twice = together.stream()
                .anyMatch(other -> other != tunnel
                        && other.role() == tunnel.role()
                        && address.equals(other.settings.publicSiteIp()));
        if (cloud.settings().refuseEqualSiteAddresses()
                && own != null
                && (twice || usedElsewhere(account, site, tunnel, own, address))) {
            throw new Refusal("Public site IP " + address + " is already used with the same Cato IP");
        }
    }

    /** One allocated address may serve several sites only when their public addresses differ (cato-api.md §2.3). */
    private static boolean usedElsewhere(
            Account account, Site site, Tunnel tunnel, Site.Destination own, String address) {
        String addressId = own.addressId();
        if (addressId == null) {
            return false;
        }
        return account.sites.values().stream()
                .flatMap(other -> other.tunnels.values().stream()
                        .filter(peer -> !(other == site && peer.id.equals(tunnel.id)))
                        .filter(peer -> {
                            Site.Destination theirs = other.destinations.get(peer.role());
                            return theirs != null && addressId.equals(theirs.addressId());
                        }))
                .anyMatch(peer -> address.equals(peer.settings.publicSiteIp()));
    }

    private Object update(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        Input input = arguments.object("input");
        Map<Role, Site.Destination> destinations = new LinkedHashMap<>();
        Map<Role, List<Tunnel>> wanted = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            input.optionalObject(role.field()).ifPresent(group -> {
                destinations.put(role, destination(account, site, role, group));
                wanted.put(
                        role,
                        group.objects("tunnels").stream()
                                .map(given -> updated(site, role, given))
                                .toList());
            });
        }
        List<Tunnel> all = wanted.values().stream().flatMap(List::stream).toList();
        all.forEach(tunnel -> check(account, site, tunnel, destinations, all));
        for (Tunnel update : all) {
            Tunnel tunnel = site.tunnel(update.id);
            boolean sameDestination = destinations.get(tunnel.role()) == null
                    || destinations.get(tunnel.role()).equals(site.destinations.get(tunnel.role()));
            boolean same = sameDestination && tunnel.settings.equals(update.settings);
            tunnel.settings = update.settings;
            if (!same || cloud.settings().resendRestarts()) {
                states.configurationChanged(account, site, tunnel);
            }
        }
        site.destinations.putAll(destinations);
        Map<Role, List<Tunnel>> kept = new LinkedHashMap<>();
        wanted.forEach((role, tunnels) -> kept.put(
                role, tunnels.stream().map(tunnel -> site.tunnel(tunnel.id)).toList()));
        return changed(account, caller, site, kept);
    }

    private static Tunnel updated(Site site, Role role, Input given) {
        String id = given.text("tunnelId");
        if (Role.of(id) != role) {
            throw new Refusal("Tunnel " + id + " does not belong to the " + role.field() + " group");
        }
        return new Tunnel(id, settings(given, site.tunnel(id).settings));
    }

    private Object remove(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        // All are looked up before the first goes: a refused mutation changes nothing. What is named twice is removed
        // once.
        List<Tunnel> named = arguments.object("input").texts("tunnelId").stream()
                .distinct()
                .map(site::tunnel)
                .toList();
        Map<Role, List<Tunnel>> removed = new LinkedHashMap<>();
        for (Tunnel tunnel : named) {
            states.disconnected(account, site, tunnel, "CONFIG_CHANGED");
            site.tunnels.remove(tunnel.id);
            removed.computeIfAbsent(tunnel.role(), role -> new ArrayList<>()).add(tunnel);
        }
        Object answer = changed(account, caller, site, removed);
        for (Role role : Role.values()) {
            if (site.tunnels(role).isEmpty()) {
                site.destinations.remove(role);
            }
        }
        return answer;
    }

    private Object changed(Account account, ApiKey caller, Site site, Map<Role, List<Tunnel>> tunnels) {
        site.modified = cloud.now();
        account.audit(cloud.now(), caller, "MODIFIED", "Site", site.id, site.name);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("siteId", site.id);
        tunnels.forEach((role, list) -> answer.put(role.field(), group(site, role, list)));
        return answer;
    }

    private static Map<String, Object> group(Site site, Role role, List<Tunnel> tunnels) {
        Site.Destination destination = site.destinations.get(role);
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("fqdn", destination == null ? null : destination.fqdn());
        group.put(
                "tunnels",
                tunnels.stream()
                        .map(tunnel -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("tunnelId", tunnel.id);
                            entry.put("localId", tunnel.localId);
                            return entry;
                        })
                        .toList());
        return group;
    }
}
