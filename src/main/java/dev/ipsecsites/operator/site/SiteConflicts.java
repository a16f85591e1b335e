package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.operator.common.Directory;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sites of one account that can't both be: the older one stays, the younger one is told (as DESIGN §9.10 does for routers). */
final class SiteConflicts {
    private SiteConflicts() {}

    /** @param others sites of the same account, this one included or not */
    static Optional<Refusal> of(CatoSite site, DesiredSite desired, List<CatoSite> others) {
        return others.stream()
                .filter(o -> !Objects.equals(
                        o.getMetadata().getUid(), site.getMetadata().getUid()))
                .filter(o -> older(o, site))
                .flatMap(o -> conflict(desired, o).stream())
                .findFirst();
    }

    /** Networks of other sites that {@code Listed} traffic doesn't send into the tunnels (DESIGN §9.2). */
    static List<String> unlisted(CatoSite site, List<CatoSite> others) {
        List<Cidr> listed = site.getSpec().traffic().ranges().stream()
                .flatMap(r -> cidr(r).stream())
                .toList();
        return others.stream()
                .filter(o -> !Objects.equals(
                        o.getMetadata().getUid(), site.getMetadata().getUid()))
                .flatMap(o -> Stream.concat(
                                Stream.of(o.getSpec().nativeRange()),
                                o.getSpec().ranges().stream().map(r -> r.subnet()))
                        .filter(r -> cidr(r).filter(c -> listed.stream().noneMatch(l -> l.contains(c)))
                                .isPresent())
                        .map(r -> r + " (" + o.nameAtCato() + ")"))
                .sorted()
                .toList();
    }

    private static Optional<Refusal> conflict(DesiredSite desired, CatoSite other) {
        if (desired.siteName().equals(other.nameAtCato())) {
            return Optional.of(new Refusal(
                    "DuplicateSiteName",
                    "spec.siteName",
                    "is '" + desired.siteName() + "', as is that of CatoSite " + Directory.key(other)
                            + ", which is older; write another siteName"));
        }
        Optional<Cidr> mine = cidr(desired.nativeRange());
        Optional<Cidr> theirs = cidr(other.getSpec().nativeRange());
        return mine.isPresent() && theirs.isPresent() && mine.get().overlaps(theirs.get())
                ? Optional.of(new Refusal(
                        "NativeRangeOverlaps",
                        "spec.nativeRange",
                        desired.nativeRange() + " overlaps " + theirs.get() + " of CatoSite " + Directory.key(other)
                                + "; native ranges are unique in an account"))
                : Optional.empty();
    }

    private static Optional<Cidr> cidr(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Cidr.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By creation, then by uid, so that every site decides the same. */
    private static boolean older(CatoSite a, CatoSite b) {
        Comparator<CatoSite> age = Comparator.comparing((CatoSite s) ->
                        Objects.requireNonNullElse(s.getMetadata().getCreationTimestamp(), ""))
                .thenComparing(s -> Objects.requireNonNullElse(s.getMetadata().getUid(), ""));
        return age.compare(a, b) < 0;
    }
}
