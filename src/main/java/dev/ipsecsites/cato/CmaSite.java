package dev.ipsecsites.cato;

import org.jspecify.annotations.Nullable;

/** What a site is, apart from its tunnels. */
public final class CmaSite {
    private CmaSite() {}

    /** {@code BRANCH}, {@code HEADQUARTERS}, {@code CLOUD_DC}, {@code DATACENTER}. */
    public enum SiteType {
        BRANCH,
        HEADQUARTERS,
        CLOUD_DC,
        DATACENTER
    }

    public record Location(
            String countryCode,
            @Nullable String stateCode,
            @Nullable String city,
            @Nullable String address,
            String timezone) {}

    public record NewSite(String name, SiteType type, String description, String nativeRange, Location location) {}

    /** Always sent whole (cato-api.md §7.5). */
    public record SiteUpdate(String name, SiteType type, String description, Location location) {}

    /**
     * A row of the account's list of sites.
     *
     * @param connectionType as Cato says it, for example {@code IPSEC_V2}; null where it doesn't
     */
    public record SiteEntry(
            String id,
            String name,
            @Nullable String description,
            @Nullable String connectionType) {}

    /** {@code type} as Cato says it: an unknown value is kept. */
    public record SiteDetails(
            String id,
            String name,
            String type,
            @Nullable String description,
            @Nullable Location location) {}
}
