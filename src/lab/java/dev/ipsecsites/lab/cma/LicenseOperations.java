package dev.ipsecsites.lab.cma;

import dev.ipsecsites.lab.cma.Account.SiteLicense;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The licence's quota of addresses, and site bandwidth licences (cato-api.md §2.11, §3.3). */
final class LicenseOperations {
    private final Cloud cloud;

    LicenseOperations(Cloud cloud) {
        this.cloud = cloud;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("assignSiteBwLicense", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            return assign(account, caller, input, input.text("licenseId"));
        });
        register.accept("updateSiteBwLicense", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            assigned(account, input, input.text("licenseId"));
            return assign(account, caller, input, input.text("licenseId"));
        });
        register.accept("replaceSiteBwLicense", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            SiteLicense old = assigned(account, input, input.text("licenseIdToRemove"));
            license(account, input.text("licenseIdToAdd"));
            account.licenses.put(old.id(), new SiteLicense(old.id(), old.megabits(), ""));
            return assign(account, caller, input, input.text("licenseIdToAdd"));
        });
        register.accept("removeSiteBwLicense", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            SiteLicense old = assigned(account, input, input.text("licenseId"));
            SiteLicense free = new SiteLicense(old.id(), old.megabits(), "");
            account.licenses.put(old.id(), free);
            account.audit(cloud.now(), caller, "MODIFIED", "License", old.id(), old.id());
            return Map.of("license", view(account, free));
        });
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("licensingInfo", this::info);
    }

    private static SiteLicense license(Account account, String id) {
        return Optional.ofNullable(account.licenses.get(id)).orElseThrow(() -> Refusal.notFound("License", id));
    }

    private static SiteLicense assigned(Account account, Input input, String id) {
        SiteLicense license = license(account, id);
        if (!license.siteId().equals(account.site(input.object("site")).id)) {
            throw new Refusal("License " + id + " is not assigned to the site");
        }
        return license;
    }

    private Object assign(Account account, ApiKey caller, Input input, String id) {
        Site site = account.site(input.object("site"));
        SiteLicense license = license(account, id);
        if (!license.siteId().isEmpty() && !license.siteId().equals(site.id)) {
            throw new Refusal("License " + id + " is already assigned to another site");
        }
        SiteLicense assigned = new SiteLicense(id, input.integer("bw", license.megabits()), site.id);
        account.licenses.put(id, assigned);
        account.audit(cloud.now(), caller, "MODIFIED", "License", id, id);
        return Map.of("license", view(account, assigned));
    }

    private Map<String, Object> base(String id, String sku, int total) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("description", null);
        view.put("plan", "COMMERCIAL");
        view.put("sku", sku);
        view.put("status", "ACTIVE");
        view.put("startDate", null);
        view.put("expirationDate", cloud.now().plus(Duration.ofDays(365)).toString());
        view.put("lastUpdated", null);
        view.put("total", total);
        return view;
    }

    private Map<String, Object> view(Account account, SiteLicense license) {
        Map<String, Object> view = base(license.id(), "CATO_SITE", license.megabits());
        view.put("siteLicenseGroup", "GROUP_1");
        view.put("regionality", null);
        view.put("siteLicenseType", "SASE");
        Site site = account.sites.get(license.siteId());
        view.put("site", site == null ? null : Map.of("id", site.id, "name", site.name));
        return view;
    }

    private Object info(Account account, ApiKey caller, Input arguments) {
        int allocated = account.addresses.size();
        Map<String, Object> publicIps = Map.of(
                "total",
                account.addressQuota,
                "allocated",
                allocated,
                "available",
                Math.max(0, account.addressQuota - allocated));
        List<Map<String, Object>> sites = account.licenses.values().stream()
                .map(license -> view(account, license))
                .toList();
        return Map.of(
                "publicIps", List.of(base("ip-" + account.id, "CATO_IP_ADD", account.addressQuota)),
                "site", sites,
                "globalLicenseAllocations", Map.of("publicIps", publicIps));
    }
}
