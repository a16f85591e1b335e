package dev.ipsecsites.lab.cma;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One customer of Cato's; guarded by {@link Cloud}'s lock. */
final class Account {
    final String id;
    final String name;
    int addressQuota;
    final Map<String, Site> sites = new LinkedHashMap<>();
    final Map<String, AllocatedAddress> addresses = new LinkedHashMap<>();
    final Map<String, SiteLicense> licenses = new LinkedHashMap<>();
    final List<Event> events = new ArrayList<>();
    final List<Audit> audits = new ArrayList<>();

    /** A record of {@code eventsFeed}; all values are strings. */
    record Event(long position, Instant time, Map<String, Object> fields) {}

    /** A record of {@code auditFeed}. */
    record Audit(
            long position, Instant time, ApiKey author, String modelType, String modelId, Map<String, Object> fields) {}

    /** A site bandwidth licence; {@code siteId} empty while it isn't assigned. */
    record SiteLicense(String id, int megabits, String siteId) {}

    Account(String id, String name, int addressQuota) {
        this.id = id;
        this.name = name;
        this.addressQuota = addressQuota;
    }

    Site site(String siteId) {
        return Optional.ofNullable(sites.get(siteId)).orElseThrow(() -> Refusal.notFound("Site", siteId));
    }

    /** {@code SiteRefInput}: by id or by name. */
    Site site(Input reference) {
        String wanted = reference.text("input");
        return "NAME".equals(reference.textOr("by", "ID"))
                ? sites.values().stream()
                        .filter(site -> site.name.equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new Refusal("Site with name: " + wanted + " is not found"))
                : site(wanted);
    }

    Optional<AllocatedAddress> addressByIp(String ip) {
        return addresses.values().stream()
                .filter(address -> address.ip().equals(ip))
                .findFirst();
    }

    void event(Instant time, Map<String, Object> fields) {
        events.add(new Event(events.size(), time, fields));
    }

    /** Every mutation is recorded (cato-api.md §6.22); never with a secret among the fields. */
    void audit(Instant time, ApiKey author, String change, String modelType, String modelId, String modelName) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", name);
        fields.put("account_id", id);
        if (author.admin() == null) {
            fields.put("apiKey", author.name());
        } else {
            fields.put("admin", author.admin());
            fields.put("admin_id", author.name());
        }
        fields.put("audit_creation_type", author.admin() == null ? "API" : "CMA");
        fields.put("change_type", change);
        fields.put("creation_date", time.toString());
        fields.put("insertion_date", time.toString());
        fields.put("model_name", modelName);
        fields.put("model_type", modelType);
        fields.put("module", "Network");
        audits.add(new Audit(audits.size(), time, author, modelType, modelId, fields));
    }
}
