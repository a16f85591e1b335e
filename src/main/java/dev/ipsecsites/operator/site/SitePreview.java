package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Plan;
import dev.ipsecsites.api.SiteRange;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.SiteDetails;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would be done at Cato, with {@code managementPolicy: Observe}: only reads. */
final class SitePreview {
    private final Cma cma;
    private final SiteMark mark;
    private final Fingerprints fingerprints;

    SitePreview(Cma cma, SiteMark mark, Fingerprints fingerprints) {
        this.cma = cma;
        this.mark = mark;
        this.fingerprints = fingerprints;
    }

    /** @param addresses what would be done about addresses */
    Plan plan(DesiredSite site, @Nullable String siteId, List<String> addresses) throws CmaException {
        List<String> changes = new ArrayList<>(addresses);
        Optional<SiteEntry> entry = siteId != null
                ? cma.site(siteId)
                : cma.sites(site.siteName()).stream()
                        .filter(s -> s.name().equals(site.siteName()))
                        .findFirst();
        if (entry.isEmpty()) {
            changes.add("add site '" + site.siteName() + "' with native range " + site.nativeRange());
            changes.add("send connection mode, identification and algorithms");
            site.tunnels().forEach(t -> changes.add("add tunnel " + t.role().tunnelId() + " at " + t.where()));
            site.ranges().forEach(r -> changes.add("add range " + r.name() + " " + r.subnet()));
        } else {
            if (!mark.marks(entry.get().description())) {
                changes.add("nothing: site '" + entry.get().name() + "' (id "
                        + entry.get().id() + ") is there and was not made by this CatoSite");
            }
            Optional<SiteDetails> details = cma.siteDetails(entry.get().id());
            details.ifPresent(d -> compare(site, d, changes));
            ranges(site, cma.networkRanges(entry.get().id()), changes);
        }
        return new Plan(fingerprints.of(String.join("\n", changes)), changes);
    }

    private static void compare(DesiredSite site, SiteDetails found, List<String> changes) {
        change(changes, "name", found.name(), site.siteName());
        change(changes, "type", found.type(), site.type().name());
        change(changes, "description", found.description(), site.description());
        Location location = found.location();
        if (location != null) {
            change(
                    changes,
                    "country code",
                    location.countryCode(),
                    site.location().countryCode());
            change(changes, "timezone", location.timezone(), site.location().timezone());
            if (site.location().city() != null) {
                change(changes, "city", location.city(), site.location().city());
            }
        }
    }

    private static void ranges(DesiredSite site, List<NetworkRange> found, List<String> changes) {
        found.stream()
                .filter(NetworkRange::nativeRange)
                .findFirst()
                .ifPresent(n -> change(changes, "native range", n.subnet(), site.nativeRange()));
        for (SiteRange range : site.ranges()) {
            if (found.stream().noneMatch(f -> f.subnet().equals(range.subnet()))) {
                changes.add("add range " + range.name() + " " + range.subnet());
            }
        }
    }

    private static void change(List<String> changes, String what, @Nullable String found, @Nullable String wanted) {
        if (!Objects.equals(found, wanted)) {
            changes.add("change " + what + " from '" + found + "' to '" + wanted + "'");
        }
    }
}
