package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNullElse;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code entityLookup} (cato-api.md §2.6, §2.7, §3.1, §4.3). */
final class EntityLookup {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAXIMUM_LIMIT = 1_000;
    private static final Set<String> BY_ID = Set.of("site", "siteRange", "networkInterface", "allocatedIP");
    private static final Set<String> SORTABLE = Set.of("site", "siteRange", "networkInterface", "allocatedIP");

    private final Cloud cloud;

    EntityLookup(Cloud cloud) {
        this.cloud = cloud;
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("entityLookup", this::lookup);
    }

    /** Reference data may be asked with account id 0 (cato-api.md §2.6). */
    static boolean isReference(String type) {
        return Set.of("country", "countryState", "city", "timezone").contains(type);
    }

    private record Row(String id, @Nullable String name, String description, Map<String, Object> helperFields) {}

    private Object lookup(Account account, ApiKey caller, Input arguments) {
        String type = arguments.text("type");
        List<Row> rows = sorted(type, arguments, byId(type, arguments, rows(account, type, arguments)))
                .toList();
        int from = Math.clamp(arguments.integer("from", 0), 0, rows.size());
        int limit = Math.min(arguments.integer("limit", DEFAULT_LIMIT), MAXIMUM_LIMIT);
        int to = limit <= 0 ? rows.size() : Math.min(rows.size(), from + limit);
        return Map.of(
                "total",
                rows.size(),
                "items",
                rows.subList(from, to).stream().map(row -> item(type, row)).toList());
    }

    private static Map<String, Object> item(String type, Row row) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("id", row.id());
        entity.put("name", row.name());
        entity.put("type", type);
        return Map.of("entity", entity, "description", row.description(), "helperFields", row.helperFields());
    }

    /** An id that doesn't exist gives an empty list, not an error (cato-api.md §4.3). */
    private static Stream<Row> byId(String type, Input arguments, Stream<Row> rows) {
        if (!arguments.has("entityIDs")) {
            return rows;
        }
        if (!BY_ID.contains(type)) {
            throw new Refusal("entityIDs is not supported for entity type " + type);
        }
        List<String> wanted = arguments.texts("entityIDs");
        return rows.filter(row -> wanted.contains(row.id()));
    }

    private static Stream<Row> sorted(String type, Input arguments, Stream<Row> rows) {
        Stream<Row> result = rows;
        for (Input sort : arguments.objects("sort").reversed()) {
            if (!SORTABLE.contains(type)) {
                throw new Refusal("sort is not supported for entity type " + type);
            }
            Function<Row, String> key =
                    "id".equals(sort.optionalText("field")) ? Row::id : row -> requireNonNullElse(row.name(), "");
            Comparator<Row> order = Comparator.comparing(key);
            result = result.sorted("desc".equals(sort.optionalText("order")) ? order.reversed() : order);
        }
        return result;
    }

    private Stream<Row> rows(Account account, String type, Input arguments) {
        String search = requireNonNullElse(arguments.optionalText("search"), "");
        Geography geography = cloud.geography();
        return switch (type) {
            case "site" -> searched(sites(account, arguments), search);
            case "siteRange" -> searched(ofSites(account, arguments).flatMap(EntityLookup::ranges), search);
            case "networkInterface" ->
                searched(ofSites(account, arguments).map(EntityLookup::networkInterface), search);
            case "allocatedIP" -> searched(account.addresses.values().stream().map(EntityLookup::address), search);
            case "country" -> {
                boolean allowedOnly = search.equals("removeExcluded");
                Stream<Row> all =
                        geography.countries(allowedOnly).stream().map(code -> plain(code, Geography.countryName(code)));
                yield allowedOnly ? all : searched(all, search);
            }
            case "countryState" -> geography.states(search).stream().map(state -> plain(state.code(), state.name()));
            case "city" ->
                searched(
                        geography.cities(filter(arguments, "country"), filter(arguments, "state")).stream()
                                .limit(MAXIMUM_LIMIT)
                                .map(city -> plain(city.name(), city.name())),
                        search);
            case "timezone" -> searched(geography.timezones().stream().map(zone -> plain(zone, zone)), search);
            default -> Stream.empty();
        };
    }

    private static Stream<Row> searched(Stream<Row> rows, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return rows.filter(row ->
                requireNonNullElse(row.name(), "").toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static @Nullable String filter(Input arguments, String name) {
        return arguments.objects("filters").stream()
                .filter(filter -> name.equals(filter.optionalText("filter")))
                .map(filter -> filter.optionalText("value"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Row plain(String id, String name) {
        return new Row(id, name, name, Map.of());
    }

    private Stream<Row> sites(Account account, Input arguments) {
        String family = filter(arguments, "filterByConnectionTypeFamily");
        String connection = filter(arguments, "filterByConnectionType");
        return account.sites.values().stream()
                .filter(site -> !cloud.now().isBefore(site.visibleFrom))
                .filter(site -> family == null || family.equals("IPSEC"))
                .filter(site -> connection == null || connection.equals(SnapshotView.CONNECTION_TYPE))
                .map(EntityLookup::site);
    }

    /** Helper fields are strings, booleans included (cato-api.md §4.3). */
    private static Row site(Site site) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("connectionType", SnapshotView.CONNECTION_TYPE);
        fields.put("protoID", SnapshotView.protoId(site));
        fields.put("type", site.type);
        fields.put("operationalStatus", site.operationalStatus);
        fields.put("isHA", "false");
        fields.put("description", site.description);
        fields.put("creationDate", site.created.toString());
        fields.put("lastModified", site.modified.toString());
        return new Row(site.id, site.name, site.type + " " + site.description, fields);
    }

    /** No visibility delay here: Cato's provider reads the range at once after the create (cato-api.md §2.9). */
    private static Stream<Site> ofSites(Account account, Input arguments) {
        String parent = arguments
                .optionalObject("parent")
                .filter(entity -> entity.text("type").equals("site"))
                .map(entity -> entity.text("id"))
                .orElse(null);
        return account.sites.values().stream().filter(site -> parent == null || site.id.equals(parent));
    }

    private static Stream<Row> ranges(Site site) {
        return site.ranges.values().stream().map(range -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("subnet", range.subnet());
            fields.put("siteId", site.id);
            fields.put("siteName", site.name);
            fields.put("interfaceName", Site.INTERFACE_NAME);
            fields.put("rangeType", range.type());
            fields.put("gateway", range.gateway());
            return new Row(range.id(), site.rangeEntityName(range), range.subnet(), fields);
        });
    }

    private static Row networkInterface(Site site) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("siteId", site.id);
        fields.put("siteName", site.name);
        fields.put("interfaceName", Site.INTERFACE_NAME);
        fields.put("interfaceId", site.interfaceId);
        fields.put("subnet", site.nativeRange().subnet());
        fields.put("destType", "LAN");
        fields.put("isDefault", "true");
        fields.put("vrrpType", null);
        return new Row(
                site.interfaceId,
                site.name + " \\ " + Site.INTERFACE_NAME,
                site.nativeRange().subnet(),
                fields);
    }

    private static Row address(AllocatedAddress address) {
        return new Row(
                address.id(),
                address.ip(),
                address.description(),
                Map.of(
                        "allocatedIp", address.ip(),
                        "popLocation", address.pop().name(),
                        "countryCode", address.pop().countryCode()));
    }
}
