package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Creating, changing, reading and removing a site (cato-api.md §2.1, §2.2, §2.5). */
final class SiteOperations {
    private static final List<String> UNTOUCHED_DETAILS =
            List.of("disableAclForSip", "preferredPopLocation", "workingHours");

    private final Cloud cloud;
    private final TunnelStates states;

    SiteOperations(Cloud cloud, TunnelStates states) {
        this.cloud = cloud;
        this.states = states;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("addIpsecIkeV2Site", this::add);
        register.accept("updateIpsecIkeV2SiteGeneralDetails", this::updateIpsec);
        register.accept("updateSiteGeneralDetails", this::update);
        register.accept("removeSite", this::remove);
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("siteGeneralDetails", this::details);
    }

    private Object add(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        String name = input.text("name").strip();
        if (name.isEmpty()) {
            throw new Refusal("Site name cannot be empty");
        }
        refuseTakenName(account, name, null);
        Ipv4Range range = range(input.text("nativeNetworkRange"));
        cloud.refuseOverlap(account, range, null);
        Input place = input.object("siteLocation");
        Location location = new Location(
                place.text("countryCode"),
                place.optionalText("stateCode"),
                place.optionalText("city"),
                place.optionalText("address"),
                place.text("timezone"));
        cloud.geography().check(location);

        var now = cloud.now();
        Site site = new Site(
                cloud.newId("site", 100_123),
                account.id,
                cloud.newId("interface", 120_001),
                now,
                now.plus(cloud.settings().visibilityDelay()),
                name,
                requireNonNullElse(input.optionalText("description"), ""),
                input.text("siteType"),
                location);
        Map<String, Object> extras = new LinkedHashMap<>();
        if (input.get("vlan") != null) {
            extras.put("vlan", input.get("vlan"));
        }
        NetworkRange nativeRange = new NetworkRange(
                cloud.newId("range", 4_500_001),
                NetworkRange.NATIVE_NAME,
                NetworkRange.NATIVE,
                range.toString(),
                null,
                extras);
        site.ranges.put(nativeRange.id(), nativeRange);
        account.sites.put(site.id, site);
        account.audit(now, caller, "CREATED", "Site", site.id, name);
        return Map.of("siteId", site.id);
    }

    private void refuseTakenName(Account account, String name, @Nullable String except) {
        boolean taken =
                account.sites.values().stream().anyMatch(site -> site.name.equals(name) && !site.id.equals(except));
        if (taken && cloud.settings().uniqueSiteNames()) {
            throw new Refusal("Site name [" + name + "] already exists");
        }
    }

    static Ipv4Range range(String text) {
        if (!Ipv4Range.isCanonical(text)) {
            throw new Refusal("[" + text + "] is not a valid network range");
        }
        return Ipv4Range.parse(text).orElseThrow();
    }

    private Object updateIpsec(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        Input input = arguments.object("input");
        Site.Ipsec old = site.ipsec;
        Site.Ipsec wanted = new Site.Ipsec(
                requireNonNullElse(input.optionalText("connectionMode"), old.connectionMode()),
                requireNonNullElse(input.optionalText("identificationType"), old.identificationType()),
                message(input, "initMessage", old.init()),
                message(input, "authMessage", old.auth()),
                input.has("networkRanges") ? input.texts("networkRanges") : old.networkRanges());
        check(site, wanted);
        site.ipsec = wanted;
        generateIds(site);
        site.modified = cloud.now();
        account.audit(cloud.now(), caller, "MODIFIED", "Site", site.id, site.name);
        if (!wanted.equals(old)) {
            site.tunnels.values().forEach(tunnel -> states.configurationChanged(account, site, tunnel));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("siteId", site.id);
        answer.put("localId", site.localId);
        return answer;
    }

    private static void check(Site site, Site.Ipsec wanted) {
        if (wanted.bidirectional() && wanted.generatesIds()) {
            throw new Refusal("Identification type " + wanted.identificationType()
                    + " is supported only with connection mode RESPONDER_ONLY");
        }
        if (wanted.init().dhGroup().equals("NONE") || wanted.init().cipher().equals("NONE")) {
            throw new Refusal("Init message: cipher and Diffie-Hellman group cannot be NONE");
        }
        if (!wanted.generatesIds()
                && site.tunnels.values().stream().anyMatch(tunnel -> tunnel.settings.publicSiteIp() == null)) {
            throw new Refusal("Public site IP is required for identification type IPV4");
        }
        wanted.networkRanges().forEach(range -> range(range.substring(range.lastIndexOf(':') + 1)));
    }

    private static Message message(Input input, String field, Message old) {
        return input.optionalObject(field)
                .map(given -> new Message(
                        requireNonNullElse(given.optionalText("cipher"), old.cipher()),
                        requireNonNullElse(given.optionalText("prf"), old.prf()),
                        requireNonNullElse(given.optionalText("integrity"), old.integrity()),
                        requireNonNullElse(given.optionalText("dhGroup"), old.dhGroup())))
                .orElse(old);
    }

    /** Ids that the firewall has to present; only where they aren't addresses (cato-api.md §2.4). */
    static void generateIds(Site site) {
        String form = site.ipsec.identificationType();
        site.localId = localId(form, site, "site");
        site.tunnels
                .values()
                .forEach(tunnel -> tunnel.localId =
                        localId(form, site, tunnel.interfaceId().toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String localId(String form, Site site, String part) {
        String domain = site.accountId + ".ipsec.example.com";
        return switch (form) {
            case "FQDN" -> part + "-" + site.id + "." + domain;
            case "EMAIL" -> part + "-" + site.id + "@" + domain;
            case "KEY_ID" -> part + "-" + site.id + "-" + site.accountId;
            default -> null;
        };
    }

    private Object update(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        Input input = arguments.object("input");
        String name = requireNonNullElse(input.optionalText("name"), site.name).strip();
        if (name.isEmpty()) {
            throw new Refusal("Site name cannot be empty");
        }
        refuseTakenName(account, name, site.id);
        Location location = input.optionalObject("siteLocation")
                .map(place -> moved(site.location, place))
                .orElse(site.location);
        cloud.geography().check(location);
        site.name = name;
        site.location = location;
        site.description = requireNonNullElse(input.optionalText("description"), site.description);
        site.type = requireNonNullElse(input.optionalText("siteType"), site.type);
        UNTOUCHED_DETAILS.stream().filter(input::has).forEach(field -> site.otherDetails.put(field, input.get(field)));
        site.modified = cloud.now();
        account.audit(cloud.now(), caller, "MODIFIED", "Site", site.id, site.name);
        return Map.of("siteId", site.id);
    }

    /** The field is {@code cityName} here and {@code city} on create (cato-api.md §2.5); a new country drops the old state. */
    private static Location moved(Location old, Input place) {
        String country = requireNonNullElse(place.optionalText("countryCode"), old.countryCode());
        boolean sameCountry = country.equals(old.countryCode());
        return new Location(
                country,
                place.textOr("stateCode", sameCountry ? old.stateCode() : null),
                place.textOr("cityName", sameCountry ? old.city() : null),
                place.textOr("address", old.address()),
                requireNonNullElse(place.optionalText("timezone"), old.timezone()));
    }

    private Object remove(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.text("siteId"));
        site.tunnels.values().forEach(tunnel -> states.disconnected(account, site, tunnel, "SITE_REMOVED"));
        account.sites.remove(site.id);
        account.licenses.replaceAll((id, license) ->
                license.siteId().equals(site.id) ? new Account.SiteLicense(id, license.megabits(), "") : license);
        account.audit(cloud.now(), caller, "DELETED", "Site", site.id, site.name);
        return Map.of("siteId", site.id);
    }

    private Object details(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.object("site"));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("countryCode", site.location.countryCode());
        location.put("stateCode", site.location.stateCode());
        location.put("cityName", site.location.city());
        location.put("address", site.location.address());
        location.put("timezone", site.location.timezone());
        Map<String, Object> answer = new LinkedHashMap<>(site.otherDetails);
        answer.putIfAbsent("disableAclForSip", false);
        // A reference in the input is not a reference in the answer; it is for sockets only.
        answer.remove("preferredPopLocation");
        answer.put("site", Map.of("id", site.id, "name", site.name));
        answer.put("description", site.description);
        answer.put("siteType", site.type);
        answer.put("siteLocation", location);
        return answer;
    }
}
