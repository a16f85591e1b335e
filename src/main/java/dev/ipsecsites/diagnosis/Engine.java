package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** From evidence to causes. Pure: the same evidence gives the same answer. */
public final class Engine {
    private static final List<Rule> RULES = rules();

    private Engine() {}

    /** In English. */
    public static List<Diagnosis> diagnose(SiteEvidence evidence) {
        return diagnose(evidence, Language.ENGLISH);
    }

    /**
     * What is wrong with each tunnel, in the order of the tunnels and surest first. Nothing is said of a tunnel that works; a tunnel that
     * doesn't, or of which nothing is known, gets {@link Cause#UNKNOWN} where the evidence points nowhere.
     */
    public static List<Diagnosis> diagnose(SiteEvidence evidence, Language language) {
        Texts texts = new Texts(language);
        List<Diagnosis> all = new ArrayList<>();
        for (TunnelEvidence tunnel : evidence.tunnels()) {
            Facts facts = new Facts(evidence, tunnel, texts);
            List<Finding> found = new ArrayList<>();
            RULES.forEach(rule -> found.addAll(rule.examine(facts)));
            if (found.isEmpty() && !facts.up()) {
                found.add(Unknown.of(facts));
            }
            Report report = new Report(facts, texts);
            Ranking.rank(found).forEach(finding -> all.add(report.of(finding)));
        }
        return List.copyOf(all);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(AlgorithmRule.ALL);
        rules.add(new AuthenticationRule());
        rules.add(new ProposalRule());
        rules.add(new SilenceRule());
        return List.copyOf(rules);
    }
}
