package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Networks behind a site, one by one and in bulk (cato-api.md §2.7, §8). Bulk operations aren't atomic: what came before a refused item stays. */
final class RangeOperations {
    private static final List<String> EXTRAS = List.of(
            "azureFloatingIp",
            "dhcpSettings",
            "gcpLoadBalancerIp",
            "internetOnly",
            "localIp",
            "mdnsReflector",
            "primaryManagementIp",
            "secondaryManagementIp",
            "translatedSubnet",
            "vlan");

    private final Cloud cloud;

    RangeOperations(Cloud cloud) {
        this.cloud = cloud;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("addNetworkRange", (account, caller, arguments) -> {
            Site site = byInterface(account, arguments.text("lanSocketInterfaceId"));
            return id(add(account, caller, site, arguments.object("input")));
        });
        register.accept(
                "updateNetworkRange",
                (account, caller, arguments) ->
                        id(update(account, caller, null, arguments.text("networkRangeId"), arguments.object("input"))));
        register.accept(
                "removeNetworkRange",
                (account, caller, arguments) -> id(remove(account, caller, null, arguments.text("networkRangeId"))));
        register.accept("createNetworkRangeBulk", this::createBulk);
        register.accept("updateNetworkRangeBulk", this::updateBulk);
        register.accept("deleteNetworkRangeBulk", this::deleteBulk);
        register.accept("updateSiteNetworkRanges", this::replace);
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("networkRangeList", (account, caller, arguments) -> {
            Site site = account.site(arguments.object("input").object("site"));
            List<Map<String, Object>> items =
                    site.ranges.values().stream().map(RangeOperations::view).toList();
            return Map.of("items", items, "total", items.size());
        });
        register.accept(
                "networkRange",
                (account, caller, arguments) -> owner(account, null, arguments.text("networkRangeId"))
                        .map(site -> view(site.ranges.get(arguments.text("networkRangeId"))))
                        .orElseThrow(() -> Refusal.notFound("Network range", arguments.text("networkRangeId"))));
    }

    private static Site byInterface(Account account, String interfaceId) {
        return account.sites.values().stream()
                .filter(site -> site.interfaceId.equals(interfaceId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Interface", interfaceId));
    }

    private static Optional<Site> owner(Account account, @Nullable Site only, String rangeId) {
        return account.sites.values().stream()
                .filter(site -> only == null || site == only)
                .filter(site -> site.ranges.containsKey(rangeId))
                .findFirst();
    }

    private static Map<String, Object> id(NetworkRange range) {
        return Map.of("networkRangeId", range.id());
    }

    private NetworkRange add(Account account, ApiKey caller, Site site, Input input) {
        String type = input.text("rangeType");
        if (type.equals(NetworkRange.NATIVE)) {
            throw new Refusal("A site has exactly one native range");
        }
        if (type.equals("VLAN") && !input.has("vlan")) {
            throw new Refusal("vlan is required for range type VLAN");
        }
        refuseTranslation(input);
        Ipv4Range subnet = SiteOperations.range(input.text("subnet"));
        cloud.refuseOverlap(account, subnet, null);
        NetworkRange range = new NetworkRange(
                cloud.newId("range", 4_500_001),
                input.text("name"),
                type,
                subnet.toString(),
                input.optionalText("gateway"),
                extras(input, Map.of()));
        site.ranges.put(range.id(), range);
        account.audit(cloud.now(), caller, "CREATED", "NetworkRange", range.id(), site.rangeEntityName(range));
        return range;
    }

    private NetworkRange update(Account account, ApiKey caller, @Nullable Site only, String rangeId, Input input) {
        Site site = owner(account, only, rangeId).orElseThrow(() -> Refusal.notFound("Network range", rangeId));
        NetworkRange old = requireNonNull(site.ranges.get(rangeId));
        String type = requireNonNullElse(input.optionalText("rangeType"), old.type());
        if (old.isNative() != type.equals(NetworkRange.NATIVE)) {
            throw new Refusal("The type of a native range cannot be changed");
        }
        refuseTranslation(input);
        Ipv4Range subnet = SiteOperations.range(requireNonNullElse(input.optionalText("subnet"), old.subnet()));
        cloud.refuseOverlap(account, subnet, rangeId);
        NetworkRange range = new NetworkRange(
                rangeId,
                requireNonNullElse(input.optionalText("name"), old.name()),
                type,
                subnet.toString(),
                input.textOr("gateway", old.gateway()),
                extras(input, old.extras()));
        site.ranges.put(rangeId, range);
        account.audit(cloud.now(), caller, "MODIFIED", "NetworkRange", rangeId, site.rangeEntityName(range));
        return range;
    }

    private NetworkRange remove(Account account, ApiKey caller, @Nullable Site only, String rangeId) {
        Site site = owner(account, only, rangeId).orElseThrow(() -> Refusal.notFound("Network range", rangeId));
        NetworkRange range = requireNonNull(site.ranges.get(rangeId));
        if (range.isNative()) {
            throw new Refusal("The native range cannot be removed");
        }
        site.ranges.remove(rangeId);
        account.audit(cloud.now(), caller, "DELETED", "NetworkRange", rangeId, site.rangeEntityName(range));
        return range;
    }

    /** Refused unless Static Range Translation is enabled on the account (cato-api.md §2.7). */
    private void refuseTranslation(Input input) {
        if (input.has("translatedSubnet") && !cloud.settings().staticRangeTranslation()) {
            throw new Refusal("translatedSubnet is not allowed: Static Range Translation is disabled for the account");
        }
    }

    private static Map<String, Object> extras(Input input, Map<String, Object> old) {
        Map<String, Object> extras = new LinkedHashMap<>(old);
        EXTRAS.stream().filter(input::has).forEach(field -> extras.put(field, input.get(field)));
        return extras;
    }

    static Map<String, Object> view(@Nullable NetworkRange range) {
        NetworkRange shown = requireNonNull(range);
        Map<String, Object> view = new LinkedHashMap<>(shown.extras());
        view.putIfAbsent("internetOnly", false);
        view.putIfAbsent("mdnsReflector", false);
        if (view.get("dhcpSettings") instanceof Map<?, ?> dhcp) {
            Map<String, Object> settings = new LinkedHashMap<>(Map.of("dhcpMicrosegmentation", false));
            dhcp.forEach((key, value) -> settings.put(key.toString(), value));
            view.put("dhcpSettings", settings);
        }
        view.put("networkRangeId", shown.id());
        view.put("name", shown.name());
        view.put("rangeType", shown.type());
        view.put("subnet", shown.subnet());
        view.put("gateway", shown.gateway());
        return view;
    }

    private Object createBulk(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        Site site = account.site(input.object("site"));
        return views(input.objects("networkRange").stream()
                .map(item -> add(account, caller, ofSite(account, site, item), item))
                .toList());
    }

    private static Site ofSite(Account account, Site site, Input item) {
        if (byInterface(account, item.text("lanSocketInterfaceId")) != site) {
            throw new Refusal("Interface " + item.text("lanSocketInterfaceId") + " does not belong to the site");
        }
        return site;
    }

    private Object updateBulk(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        Site site = account.site(input.object("site"));
        return views(input.objects("networkRange").stream()
                .map(item -> update(account, caller, site, item.text("id"), item))
                .toList());
    }

    private Object deleteBulk(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        Site site = account.site(input.object("site"));
        return views(input.objects("networkRange").stream()
                .map(item -> remove(account, caller, site, item.text("networkRangeId")))
                .toList());
    }

    /** A replacing list together with additions and removals; answers with what the site has afterwards. */
    private Object replace(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        Site site = account.site(input.object("site"));
        List<String> gone = new ArrayList<>(input.objects("networkRangeToRemove").stream()
                .map(item -> item.text("networkRangeId"))
                .toList());
        if (input.has("networkRange")) {
            site.ranges.values().stream()
                    .filter(range -> !range.isNative() && !gone.contains(range.id()))
                    .forEach(range -> gone.add(range.id()));
        }
        gone.forEach(rangeId -> remove(account, caller, site, rangeId));
        List<Input> additions = new ArrayList<>(input.objects("networkRange"));
        additions.addAll(input.objects("networkRangeToAdd"));
        additions.forEach(item -> add(account, caller, ofSite(account, site, item), item));
        return views(List.copyOf(site.ranges.values()));
    }

    private static Map<String, Object> views(List<NetworkRange> ranges) {
        return Map.of("networkRange", ranges.stream().map(RangeOperations::view).toList());
    }
}
