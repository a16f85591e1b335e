package dev.ipsecsites.ipsec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides the algorithms of a tunnel before anything is sent: what both ends can do, narrowed by what was asked for, the
 * strongest of what remains (DESIGN §4).
 */
public final class Compatibility {
    /** From here on Cato takes AES-GCM only (article, table of parameters). In Mbit/s, of either direction. */
    public static final double CBC_LIMIT_MBPS = 100;

    private final AlgorithmSet cato;
    private final AlgorithmSet router;
    private final List<String> problems = new ArrayList<>();

    private Compatibility(AlgorithmSet cato, AlgorithmSet router) {
        this.cato = cato;
        this.router = router;
    }

    /** The answer. */
    public sealed interface Choice {
        /** {@code notes} are for the reader, nothing is wrong. */
        record Chosen(Proposal proposal, List<String> notes) implements Choice {}

        /** Each sentence says which end can't and what would work. */
        record Refused(List<String> problems) implements Choice {}
    }

    /**
     * Chooses.
     *
     * @param router what the other end can do; for a router that nobody knows, {@link AlgorithmSet#CATO} itself
     * @param bandwidthMbps the larger of both directions; null when nobody said
     */
    public static Choice choose(AlgorithmSet router, ProposalRequest asked, @Nullable Double bandwidthMbps) {
        return new Compatibility(AlgorithmSet.CATO, router).decide(asked, bandwidthMbps);
    }

    private Choice decide(ProposalRequest asked, @Nullable Double bandwidthMbps) {
        boolean gcmOnly = bandwidthMbps != null && bandwidthMbps >= CBC_LIMIT_MBPS;
        Encryption ikeEncryption = encryption("proposal.ike.encryption", asked.ikeEncryption(), false);
        Encryption childEncryption = encryption("proposal.child.encryption", asked.childEncryption(), gcmOnly);
        Hash prf = hash("proposal.ike.prf", asked.prf(), asked.ikeIntegrity());
        Hash ikeIntegrity = hash("proposal.ike.integrity", asked.ikeIntegrity(), asked.prf());
        Hash childIntegrity = hash("proposal.child.integrity", asked.childIntegrity(), null);
        DhGroup dhGroup = dhGroup(asked.dhGroup());
        if (router.samePrfAndIntegrity() && prf != null && ikeIntegrity != null && prf != ikeIntegrity) {
            problems.add(router.end() + " has one setting for PRF and integrity of the IKE SA: proposal.ike.prf is "
                    + prf + " and proposal.ike.integrity is " + ikeIntegrity + "; write the same value in both");
        }
        checkPfs(asked.pfsGroup(), dhGroup);
        if (!problems.isEmpty()
                || ikeEncryption == null
                || childEncryption == null
                || prf == null
                || ikeIntegrity == null
                || childIntegrity == null
                || dhGroup == null) {
            return new Choice.Refused(List.copyOf(problems));
        }
        Proposal proposal = new Proposal(
                new IkeProposal(ikeEncryption, prf, ikeIntegrity, dhGroup),
                new ChildProposal(childEncryption, childIntegrity, asked.pfsGroup()));
        return new Choice.Chosen(proposal, notes(proposal, bandwidthMbps));
    }

    private @Nullable Encryption encryption(String field, @Nullable Encryption asked, boolean gcmOnly) {
        Set<Encryption> both = common(AlgorithmSet::encryption, Encryption.class);
        Set<Encryption> usable = both.stream()
                .filter(e -> !gcmOnly || e.gcm())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Encryption.class)));
        if (asked != null) {
            if (!both.contains(asked)) {
                problems.add(cannot(
                        field, asked.label(), asked, AlgorithmSet::encryption, labels(usable, Encryption::label)));
                return null;
            }
            if (!usable.contains(asked)) {
                problems.add(
                        field + " is " + asked + ", but Cato takes AES-CBC only below 100 Mbit/s in both directions"
                                + (usable.isEmpty()
                                        ? "; " + router.end() + " has no AES-GCM: set bandwidth below 100 Mbit/s"
                                        : "; write " + labels(usable, Encryption::label)));
                return null;
            }
            return asked;
        }
        if (usable.isEmpty()) {
            problems.add("bandwidth is 100 Mbit/s or more, where Cato takes AES-GCM only, and " + router.end()
                    + " has no AES-GCM: set bandwidth.downstreamMbps and bandwidth.upstreamMbps below 100");
            return null;
        }
        // At equal key length CBC first for the IKE SA is no weaker in practice, but GCM is what Cato recommends
        // (cato-api.md §2.2).
        return usable.stream()
                .max(Comparator.comparingInt(Encryption::keyBits).thenComparing(Encryption::gcm))
                .orElseThrow();
    }

    private @Nullable Hash hash(String field, @Nullable Hash asked, @Nullable Hash twin) {
        Set<Hash> both = common(AlgorithmSet::hashes, Hash.class);
        Hash wanted = asked == null && router.samePrfAndIntegrity() ? twin : asked;
        if (wanted == null) {
            return both.stream().max(Comparator.naturalOrder()).orElseThrow();
        }
        if (!both.contains(wanted)) {
            problems.add(cannot(field, wanted.label(), wanted, AlgorithmSet::hashes, labels(both, Hash::label)));
            return null;
        }
        return wanted;
    }

    private @Nullable DhGroup dhGroup(@Nullable DhGroup asked) {
        Set<DhGroup> both = common(AlgorithmSet::dhGroups, DhGroup.class);
        if (asked == null) {
            return both.contains(router.defaultDhGroup())
                    ? router.defaultDhGroup()
                    : both.stream().max(Comparator.naturalOrder()).orElseThrow();
        }
        if (!both.contains(asked)) {
            problems.add(cannot(
                    "proposal.ike.dhGroup",
                    asked.toString(),
                    asked,
                    AlgorithmSet::dhGroups,
                    labels(both, g -> String.valueOf(g.number()))));
            return null;
        }
        return asked;
    }

    private void checkPfs(@Nullable DhGroup pfs, @Nullable DhGroup ike) {
        if (pfs != null && ike != null && router.pfsOnlyIkeGroup() && pfs != ike) {
            problems.add("proposal.child.pfsGroup is " + pfs.number() + ", but " + router.end()
                    + " uses the group of the IKE SA for PFS: write " + ike.number() + " or None");
        }
    }

    private <E extends Enum<E>> Set<E> common(Function<AlgorithmSet, Set<E>> of, Class<E> type) {
        Set<E> both = EnumSet.noneOf(type);
        both.addAll(of.apply(cato));
        both.retainAll(of.apply(router));
        return both;
    }

    private <E> String cannot(String field, String value, E asked, Function<AlgorithmSet, Set<E>> of, String instead) {
        String ends = List.of(cato, router).stream()
                .filter(end -> !of.apply(end).contains(asked))
                .map(AlgorithmSet::end)
                .distinct()
                .collect(Collectors.joining(" and "));
        return field + " is " + value + ", which " + ends + " can't do; write "
                + Optional.of(instead).filter(s -> !s.isEmpty()).orElse("nothing, so that it is chosen");
    }

    private static <E> String labels(Collection<E> values, Function<E, String> label) {
        return values.stream().map(label).collect(Collectors.joining(" or "));
    }

    private static List<String> notes(Proposal proposal, @Nullable Double bandwidthMbps) {
        return bandwidthMbps == null && !proposal.child().encryption().gcm()
                ? List.of("AES-CBC works at Cato below 100 Mbit/s only: the site's licence must be smaller than that")
                : List.of();
    }
}
