package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.DhGroup;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a finding into words. */
final class Report {
    /** What a change of the site at Cato can bring about. */
    private static final Set<Cause> AT_CATO = Collections.unmodifiableSet(EnumSet.of(
            Cause.AUTHENTICATION_MISMATCH,
            Cause.DH_GROUP_MISMATCH,
            Cause.ENCRYPTION_MISMATCH,
            Cause.PRF_MISMATCH,
            Cause.INTEGRITY_MISMATCH,
            Cause.NO_PROPOSAL_CHOSEN,
            Cause.TRAFFIC_SELECTOR_MISMATCH,
            Cause.CHILD_SA_GROUP_MISMATCH,
            Cause.NO_ANSWER_AFTER_INVALID_KE,
            Cause.NOTHING_ARRIVES,
            Cause.WAN_ADDRESS_MISMATCH,
            Cause.DUPLICATE_ADDRESS,
            Cause.LIFETIME_MISMATCH,
            Cause.UNKNOWN));

    private final Facts facts;
    private final Texts texts;

    Report(Facts facts, Texts texts) {
        this.facts = facts;
        this.texts = texts;
    }

    Diagnosis of(Finding finding) {
        return of(finding, facts.tunnel.tunnel());
    }

    Diagnosis of(Finding finding, @Nullable String tunnel) {
        Map<String, String> values = facts.values();
        values.put("policy", PolicyLine.number(facts));
        values.put("siteAddress", orWord(AddressRule.ofSite(facts)));
        values.put("localAddress", orWord(AddressRule.ofPackets(facts)));
        if (unsure(finding)) {
            values.put("n", "N");
            values.put("gw", "N");
            values.put("policy", "P");
            values.put("catoAddress", texts.say("word.catoAddress", Map.of()));
            values.put("siteAddress", orWord(facts.intended.siteAddress()));
        }
        values.putAll(finding.values());
        String fitting = commands(finding, values);
        changed(finding);
        List<String> next = finding.confidence() == Confidence.CERTAIN
                ? List.of()
                : texts.list(finding.cause.word() + ".next", values);
        return new Diagnosis(
                finding.cause,
                tunnel,
                finding.end(),
                finding.confidence(),
                texts.say(key(finding, "summary", finding.variant()), values),
                finding.evidence(),
                finding.against(),
                fewModels(finding, values) + texts.say(key(finding, "remedy", fitting), values),
                finding.repairable(),
                next,
                finding.difference());
    }

    private String orWord(@Nullable String siteAddress) {
        return siteAddress == null ? texts.say("word.siteAddress", Map.of()) : siteAddress;
    }

    /** Nobody knows whether this tunnel of the router is Cato's: what mends one breaks another one, perhaps another peer's. */
    private boolean unsure(Finding finding) {
        return facts.lastWord.guessed() && finding.cause != Cause.UNKNOWN && AT_CATO.contains(finding.cause);
    }

    /** It went down, and somebody had changed something at Cato since it was last up. */
    private void changed(Finding finding) {
        SiteEvidence.Change change = facts.site.change();
        Instant up = facts.tunnel.lastUp();
        if (change != null
                && AT_CATO.contains(finding.cause)
                && !facts.up()
                && (up == null || change.at().isAfter(up.minus(Relevance.SKEW)))) {
            finding.because(facts.say(
                    "evidence.changedAtCato",
                    Map.of(
                            "by", Masks.mask(change.by()),
                            "time", String.valueOf(change.at()))));
        }
    }

    private String key(Finding finding, String part, String variant) {
        String special = finding.cause.word() + "." + part + "." + variant;
        return texts.has(special) ? special : finding.cause.word() + "." + part;
    }

    /**
     * The router's words for the value that it should have, the intended one, else Cato's.
     *
     * @return the variant of the remedy that fits
     */
    private String commands(Finding finding, Map<String, String> values) {
        Difference difference = finding.difference();
        String wanted = values.get("wanted");
        AlgorithmSet unconfirmed = null;
        if (wanted == null && difference != null) {
            wanted = difference.cato();
            unconfirmed = unconfirmed(difference);
        }
        if (difference == null || wanted == null) {
            return finding.variant();
        }
        if (wanted.equals(difference.router()) && cantHave(difference.parameter(), difference.cato())) {
            wanted = String.valueOf(difference.cato());
        }
        if (unconfirmed != null) {
            wanted = String.valueOf(unconfirmed.defaultDhGroup().number());
            values.put("model", unconfirmed.end());
        }
        values.put("wanted", wanted);
        String word = word(difference.parameter(), wanted);
        if (word == null) {
            return "impossible";
        }
        values.put("word", word);
        PolicyLine line = unsure(finding) ? PolicyLine.ofAny(facts) : PolicyLine.of(facts);
        values.put("policyLine", line.with(difference.parameter(), word));
        return unconfirmed == null ? finding.variant() : "unconfirmed";
    }

    /**
     * The model, where Cato's group is the usual one and the model's own isn't: nobody has confirmed that it knows the usual one (RTX810,
     * yamaha-rtx.md §4.3). Where the manifest asks for that group, somebody knows.
     */
    private @Nullable AlgorithmSet unconfirmed(Difference difference) {
        boolean group = difference.parameter() == Parameter.DH_GROUP || difference.parameter() == Parameter.PFS_GROUP;
        DhGroup usual = AlgorithmSet.CATO.defaultDhGroup();
        AlgorithmSet model = facts.router.algorithms();
        return group
                        && model != null
                        && model.defaultDhGroup() != usual
                        && String.valueOf(usual.number()).equals(difference.cato())
                ? model
                : null;
    }

    /** The router is as it should be already, and can't follow Cato. */
    private boolean cantHave(Parameter parameter, @Nullable String cato) {
        return cato != null && word(parameter, cato) == null;
    }

    /** What is said before the command where the model isn't known and most of them refuse it. */
    private String fewModels(Finding finding, Map<String, String> values) {
        boolean few = finding.difference() != null
                && facts.router.algorithms() == null
                && Names.ofFewModels(values.getOrDefault("word", ""));
        return few ? texts.say("word.fewModels", values) + " " : "";
    }

    private @Nullable String word(Parameter parameter, String wanted) {
        return switch (parameter) {
            case ENCRYPTION, CHILD_ENCRYPTION -> Names.rtxEncryption(Names.encryption(wanted));
            case PRF, INTEGRITY, CHILD_INTEGRITY -> Names.rtxHash(wanted, facts.router.algorithms());
            case DH_GROUP -> Names.rtxGroup(wanted);
            case PFS_GROUP -> wanted.equals(Parameters.NONE) ? "off" : Names.rtxGroup(wanted);
            default -> wanted;
        };
    }
}
