package dev.ipsecsites.cato;

import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaTunnels.Bandwidth;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.Hash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our values as Cato's input objects: exact names, no nulls. Absent fields are left out, everything that has a value is
 * always sent, since nobody knows what an omitted field does to the old value (cato-api.md §7.5).
 */
final class CmaInputs {
    private static final String AUTOMATIC = "AUTOMATIC";

    private CmaInputs() {}

    /** Key and value in turn; nulls are left out. */
    static Map<String, Object> fields(@Nullable Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object key = keysAndValues[i];
            Object value = keysAndValues[i + 1];
            if (key != null && value != null) {
                map.put(key.toString(), value);
            }
        }
        return map;
    }

    /** Without a type Cato takes BYOIP (cato-api.md §3.2). */
    static Map<String, Object> newAddress(String popLocationId, String description) {
        return fields(
                "type",
                "SYSTEM",
                "popLocation",
                fields("by", "ID", "input", popLocationId),
                "description",
                description);
    }

    /** {@code translatedSubnet} is never sent: accounts without that feature refuse the whole request. */
    static Map<String, Object> newRange(String name, String subnet, @Nullable String gateway) {
        return fields("name", name, "subnet", subnet, "rangeType", "Routed", "gateway", gateway);
    }

    static Map<String, Object> newSite(CmaSite.NewSite site) {
        return fields(
                "name", site.name(),
                "siteType", site.type().name(),
                "description", site.description(),
                "nativeNetworkRange", site.nativeRange(),
                "siteLocation", location(site.location(), "city"));
    }

    static Map<String, Object> siteUpdate(CmaSite.SiteUpdate update) {
        return fields(
                "name", update.name(),
                "siteType", update.type().name(),
                "description", update.description(),
                "siteLocation", location(update.location(), "cityName"));
    }

    /** The city's field is {@code city} on create and {@code cityName} ever after (cato-api.md §2.5). */
    private static Map<String, Object> location(Location location, String cityField) {
        return fields(
                "countryCode",
                location.countryCode(),
                "stateCode",
                location.stateCode(),
                cityField,
                location.city(),
                "address",
                location.address(),
                "timezone",
                location.timezone());
    }

    static Map<String, Object> details(IpsecDetails details) {
        return fields(
                "connectionMode", details.connectionMode().name(),
                "identificationType", details.identificationType().name(),
                "initMessage", message(details.initMessage()),
                "authMessage", message(details.authMessage()),
                "networkRanges", details.networkRanges());
    }

    private static Map<String, Object> message(Message message) {
        return fields(
                "cipher",
                message.encryption() == null ? AUTOMATIC : message.encryption().name(),
                "prf",
                hash(message.prf()),
                "integrity",
                hash(message.integrity()),
                "dhGroup",
                dhGroup(message.dhGroup()));
    }

    /** {@code SHA2_256} of ours is {@code SHA256} there. */
    private static String hash(@Nullable Hash hash) {
        return hash == null ? AUTOMATIC : hash.name().replace("SHA2_", "SHA");
    }

    private static String dhGroup(Dh dh) {
        return switch (dh) {
            case Dh.Automatic() -> AUTOMATIC;
            case Dh.None() -> "NONE";
            case Dh.Group(var group) ->
                "DH_" + group.number() + "_" + group.name().replace("_", "");
        };
    }

    static Map<String, Object> tunnels(@Nullable RoleTunnels primary, @Nullable RoleTunnels secondary) {
        return fields("primary", role(primary), "secondary", role(secondary));
    }

    private static @Nullable Map<String, Object> role(@Nullable RoleTunnels role) {
        return role == null
                ? null
                : fields(
                        // With a lower-case v here, unlike identificationType.
                        "destinationType", "IPv4",
                        "publicCatoIpId", role.allocatedAddressId(),
                        "tunnels",
                                role.tunnels().stream().map(CmaInputs::tunnel).toList());
    }

    private static Map<String, Object> tunnel(Tunnel tunnel) {
        return fields(
                "tunnelId", tunnel.id(),
                "name", tunnel.name(),
                "role", tunnel.link() == null ? null : "WAN" + tunnel.link(),
                "psk", tunnel.preSharedKey(),
                "publicSiteIp", tunnel.publicSiteAddress(),
                "privateCatoIp", tunnel.privateCatoAddress(),
                "privateSiteIp", tunnel.privateSiteAddress(),
                "lastMileBw", bandwidth(tunnel.bandwidth()));
    }

    private static @Nullable Map<String, Object> bandwidth(@Nullable Bandwidth bandwidth) {
        return bandwidth == null
                ? null
                : fields(
                        "downstreamMbpsPrecision", oneDecimal(bandwidth.downstreamMbps()),
                        "upstreamMbpsPrecision", oneDecimal(bandwidth.upstreamMbps()));
    }

    /** Cato takes one decimal (cato-api.md §2.3). */
    private static BigDecimal oneDecimal(double mbps) {
        return BigDecimal.valueOf(mbps).setScale(1, RoundingMode.HALF_UP);
    }
}
