package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.SiteRange;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.util.LinkedHashMap;
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

    /** In the place of a hash: some may be there, and which isn't known. */
    static final String UNDER_WAY = "sending";

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
            if (applied.get(Part.RANGES).isEmpty()) {
                // What a call adds whose answer is lost, or that stands before a refused one, is ours to remove later.
                done.record(Part.RANGES, UNDER_WAY);
            }
            further(siteId, site.ranges(), there);
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

    /** What goes first makes room: Cato refuses networks that overlap (cato-api.md §2.7). */
    private void further(String siteId, List<SiteRange> wanted, List<NetworkRange> there) throws CmaException {
        Map<SiteRange, NetworkRange> found = found(wanted, there);
        for (NetworkRange range : there) {
            if (ours(range) && !found.containsValue(range)) {
                cma.removeNetworkRange(range.id());
                events.normal("RangeRemoved", "removed range " + range.name() + " " + range.subnet() + " at Cato");
            }
        }
        for (Map.Entry<SiteRange, NetworkRange> entry : found.entrySet()) {
            update(entry.getKey(), entry.getValue());
        }
        for (SiteRange range : wanted) {
            if (!found.containsKey(range)) {
                cma.addNetworkRange(siteId, ownName(range.name()), range.subnet(), range.gateway());
                events.normal("RangeAdded", "added range " + range.name() + " " + range.subnet() + " at Cato");
            }
        }
    }

    /**
     * Which range at Cato stands for which of the manifest's: one of the same network, whoever made it and whatever it is called, else one
     * of ours of the same name.
     */
    private static Map<SiteRange, NetworkRange> found(List<SiteRange> wanted, List<NetworkRange> there) {
        Map<SiteRange, NetworkRange> found = new LinkedHashMap<>();
        for (SiteRange range : wanted) {
            there.stream()
                    .filter(r -> !r.nativeRange() && r.subnet().equals(range.subnet()))
                    .findFirst()
                    .ifPresent(r -> found.put(range, r));
        }
        for (SiteRange range : wanted) {
            if (!found.containsKey(range)) {
                there.stream()
                        .filter(r -> ours(r) && r.name().equals(ownName(range.name())) && !found.containsValue(r))
                        .findFirst()
                        .ifPresent(r -> found.put(range, r));
            }
        }
        return found;
    }

    private void update(SiteRange wanted, NetworkRange found) throws CmaException {
        String name = ownName(wanted.name());
        boolean same = found.name().equals(name)
                && found.subnet().equals(wanted.subnet())
                && Objects.equals(found.gateway(), wanted.gateway());
        if (ours(found) && !same) {
            cma.updateNetworkRange(found.id(), name, wanted.subnet(), wanted.gateway());
            events.normal("RangeUpdated", "sent range " + wanted.name() + " " + wanted.subnet() + " to Cato");
        }
    }

    /** {@code servers [ipsec-sites]}. */
    static String ownName(String name) {
        return name + OURS;
    }

    private static boolean ours(NetworkRange range) {
        return !range.nativeRange() && range.name().endsWith(OURS);
    }
}
