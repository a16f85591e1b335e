package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.SiteRange;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Networks behind the site. A range has no description at Cato, so the mark of ours is in its name; ranges that a person added
 * in the console are left alone, and one that says the same as the manifest is taken for it.
 */
final class SiteRanges {
    private static final String OURS = " [ipsec-sites]";

    private final Cma cma;
    private final SiteEvents events;

    SiteRanges(Cma cma, SiteEvents events) {
        this.cma = cma;
        this.events = events;
    }

    /** Writes down that a part is as it should be. */
    interface Done {
        void record(Part part, @Nullable String hash);
    }

    void ensure(String siteId, DesiredSite site, AppliedHash applied, Map<Part, String> wanted, Done done)
            throws CmaException {
        boolean nativeDiffers = differs(Part.NATIVE_RANGE, applied, wanted);
        boolean rangesDiffer = differs(Part.RANGES, applied, wanted);
        boolean neverHadAny =
                applied.get(Part.RANGES).isEmpty() && site.ranges().isEmpty();
        if (rangesDiffer && neverHadAny) {
            done.record(Part.RANGES, wanted.get(Part.RANGES));
            rangesDiffer = false;
        }
        if (!nativeDiffers && !rangesDiffer) {
            return;
        }
        List<NetworkRange> there = cma.networkRanges(siteId);
        if (nativeDiffers) {
            nativeRange(site, there);
            done.record(Part.NATIVE_RANGE, wanted.get(Part.NATIVE_RANGE));
        }
        if (rangesDiffer) {
            for (SiteRange range : site.ranges()) {
                range(siteId, range, there);
            }
            removeOurs(site, there);
            done.record(Part.RANGES, wanted.get(Part.RANGES));
        }
    }

    private static boolean differs(Part part, AppliedHash applied, Map<Part, String> wanted) {
        return !applied.get(part).equals(Optional.ofNullable(wanted.get(part)));
    }

    private void nativeRange(DesiredSite site, List<NetworkRange> there) throws CmaException {
        Optional<NetworkRange> found =
                there.stream().filter(NetworkRange::nativeRange).findFirst();
        if (found.isPresent() && !found.get().subnet().equals(site.nativeRange())) {
            cma.updateNetworkRange(found.get().id(), null, site.nativeRange(), null);
            events.normal("NativeRangeUpdated", "sent native range " + site.nativeRange() + " to Cato");
        }
    }

    private void range(String siteId, SiteRange wanted, List<NetworkRange> there) throws CmaException {
        String name = ownName(wanted.name());
        Optional<NetworkRange> found = there.stream()
                .filter(r ->
                        !r.nativeRange() && (r.name().equals(name) || r.subnet().equals(wanted.subnet())))
                .findFirst();
        if (found.isEmpty()) {
            cma.addNetworkRange(siteId, name, wanted.subnet(), wanted.gateway());
            events.normal("RangeAdded", "added range " + wanted.name() + " " + wanted.subnet() + " at Cato");
        } else if (found.get().name().equals(name)
                && (!found.get().subnet().equals(wanted.subnet())
                        || !Objects.equals(found.get().gateway(), wanted.gateway()))) {
            cma.updateNetworkRange(found.get().id(), name, wanted.subnet(), wanted.gateway());
            events.normal("RangeUpdated", "sent range " + wanted.name() + " " + wanted.subnet() + " to Cato");
        }
    }

    /** {@code servers [ipsec-sites]}. */
    static String ownName(String name) {
        return name + OURS;
    }

    private void removeOurs(DesiredSite site, List<NetworkRange> there) throws CmaException {
        for (NetworkRange range : there) {
            boolean wanted =
                    site.ranges().stream().anyMatch(w -> ownName(w.name()).equals(range.name()));
            if (!range.nativeRange() && range.name().endsWith(OURS) && !wanted) {
                cma.removeNetworkRange(range.id());
                events.normal("RangeRemoved", "removed range " + range.name() + " " + range.subnet() + " at Cato");
            }
        }
    }
}
