package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.AuthMessage;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.InitMessage;
import dev.ipsecsites.api.MessageEncryption;
import dev.ipsecsites.api.MessageHash;
import dev.ipsecsites.api.WireValue;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.ProposalRequest;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the algorithms of a manifest to a {@link ProposalRequest}, and from the chosen proposal to what Cato is told. */
public final class Algorithms {
    private final List<Refusal> problems = new ArrayList<>();

    /** What was asked for in {@code spec.proposal}. Problems are added to {@link #problems()}. */
    ProposalRequest asked(CatoSiteSpec spec) {
        if (spec.proposal() == null) {
            return ProposalRequest.ANY;
        }
        var ike = spec.proposal().ike();
        var child = spec.proposal().child();
        return new ProposalRequest(
                ike == null ? null : encryption("spec.proposal.ike.encryption", ike.encryption()),
                ike == null ? null : hash("spec.proposal.ike.prf", ike.prf()),
                ike == null ? null : hash("spec.proposal.ike.integrity", ike.integrity()),
                ike == null ? null : group("spec.proposal.ike.dhGroup", ike.dhGroup()),
                child == null ? null : encryption("spec.proposal.child.encryption", child.encryption()),
                child == null ? null : hash("spec.proposal.child.integrity", child.integrity()),
                child == null ? null : pfsGroup("spec.proposal.child.pfsGroup", child.pfsGroup()));
    }

    /** What Cato is told for IKE_SA_INIT: Auto unless asked otherwise, the DH group always fixed (article, "Init Message Parameters"). */
    Message init(@Nullable InitMessage asked, Proposal chosen) {
        Dh dh = new Dh.Group(chosen.ike().dhGroup());
        if (asked == null) {
            return new Message(null, null, null, dh);
        }
        DhGroup group = group("spec.initMessage.dhGroup", asked.dhGroup());
        equal("spec.initMessage.dhGroup", group, chosen.ike().dhGroup(), "spec.proposal.ike.dhGroup");
        Encryption encryption = encryption("spec.initMessage.encryption", asked.encryption());
        equal("spec.initMessage.encryption", encryption, chosen.ike().encryption(), "spec.proposal.ike.encryption");
        Hash prf = hash("spec.initMessage.prf", asked.prf());
        equal("spec.initMessage.prf", prf, chosen.ike().prf(), "spec.proposal.ike.prf");
        Hash integrity = hash("spec.initMessage.integrity", asked.integrity());
        equal("spec.initMessage.integrity", integrity, chosen.ike().integrity(), "spec.proposal.ike.integrity");
        return new Message(encryption, prf, integrity, dh);
    }

    /** What Cato is told for IKE_AUTH, the child SA. */
    Message auth(@Nullable AuthMessage asked, Proposal chosen) {
        DhGroup pfs = chosen.child().pfsGroup();
        Dh dh = pfs == null ? new Dh.None() : new Dh.Group(pfs);
        if (asked == null) {
            return new Message(null, null, null, dh);
        }
        if (asked.dhGroup() != null
                && !java.util.Objects.equals(pfsGroup("spec.authMessage.dhGroup", asked.dhGroup()), pfs)) {
            problems.add(Refusal.invalid(
                    "spec.authMessage.dhGroup",
                    "must equal spec.proposal.child.pfsGroup, which is " + (pfs == null ? "None" : pfs.number())
                            + "; leave it out and it is copied"));
        }
        Encryption encryption = encryption("spec.authMessage.encryption", asked.encryption());
        equal("spec.authMessage.encryption", encryption, chosen.child().encryption(), "spec.proposal.child.encryption");
        Hash integrity = hash("spec.authMessage.integrity", asked.integrity());
        equal("spec.authMessage.integrity", integrity, chosen.child().integrity(), "spec.proposal.child.integrity");
        return new Message(encryption, null, integrity, dh);
    }

    /** What was wrong, in the order of the manifest. */
    List<Refusal> problems() {
        return problems;
    }

    private <T> void equal(String field, @Nullable T given, T chosen, String source) {
        if (given != null && !given.equals(chosen)) {
            problems.add(Refusal.invalid(
                    field,
                    "is " + given + ", but " + source + " is " + chosen + "; leave it Auto or write the same value"));
        }
    }

    private @Nullable Encryption encryption(String field, @Nullable WireValue value) {
        return value == null || value == MessageEncryption.AUTO
                ? null
                : byLabel(field, value, Encryption.values(), Encryption::label);
    }

    private @Nullable Hash hash(String field, @Nullable WireValue value) {
        return value == null || value == MessageHash.AUTO ? null : byLabel(field, value, Hash.values(), Hash::label);
    }

    private <E> @Nullable E byLabel(
            String field, WireValue value, E[] known, java.util.function.Function<E, String> label) {
        Optional<E> found = Arrays.stream(known)
                .filter(e -> label.apply(e).equals(value.wire()))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(Refusal.invalid(
                    field,
                    "has a value that this version doesn't know; write one of "
                            + Arrays.stream(known).map(label).collect(Collectors.joining(", "))));
        }
        return found.orElse(null);
    }

    private @Nullable DhGroup pfsGroup(String field, @Nullable IntOrString value) {
        return value == null || "None".equals(text(value)) ? null : group(field, value);
    }

    private @Nullable DhGroup group(String field, @Nullable IntOrString value) {
        if (value == null) {
            return null;
        }
        Optional<DhGroup> group = number(text(value)).flatMap(DhGroup::ofNumber);
        if (group.isEmpty()) {
            problems.add(Refusal.invalid(
                    field,
                    "is " + text(value) + "; write a DH group: 2, 5, 14, 15, 16, 19, 20 or 21. Auto is no choice here:"
                            + " the peer may pick a group that the router answers wrongly"));
        }
        return group.orElse(null);
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String text(IntOrString value) {
        return value.getStrVal() != null ? value.getStrVal() : String.valueOf(value.getIntVal());
    }
}
