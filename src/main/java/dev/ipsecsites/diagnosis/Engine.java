package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
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
     * What is wrong, surest first, and of what is equally sure in the order of the tunnels. Nothing is said of a tunnel that works; a tunnel that
     * doesn't, or of which nothing is known, gets {@link Cause#UNKNOWN} where the evidence points nowhere.
     */
    public static List<Diagnosis> diagnose(SiteEvidence evidence, Language language) {
        Texts texts = new Texts(language);
        List<Diagnosis> all = new ArrayList<>(ofSite(evidence, texts));
        for (Facts facts : Facts.of(evidence, texts)) {
            List<Finding> found = new ArrayList<>();
            RULES.forEach(rule -> found.addAll(rule.examine(facts)));
            if (found.isEmpty() && !facts.up()) {
                found.add(Unknown.of(facts));
            }
            facts.lastWord.temper(facts, found);
            Report report = new Report(facts, texts);
            Ranking.rank(found).forEach(finding -> all.add(report.of(finding)));
        }
        all.sort(Comparator.comparing((Diagnosis d) -> d.cause() == Cause.UNKNOWN)
                .thenComparing(Diagnosis::confidence));
        return List.copyOf(all);
    }

    private static List<Diagnosis> ofSite(SiteEvidence evidence, Texts texts) {
        Facts facts = Facts.ofSite(evidence, texts);
        Report report = new Report(facts, texts);
        return LicenceRule.examine(evidence, facts).stream()
                .map(finding -> report.of(finding, null))
                .toList();
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(AlgorithmRule.ALL);
        rules.add(new AuthenticationRule());
        rules.add(new VersionRule());
        rules.add(new ProposalRule());
        rules.add(new NegotiationRule());
        rules.add(new MissingRule());
        rules.add(new SwitchRule());
        rules.add(new GapRule());
        rules.add(new LinkRule());
        rules.add(new AddressRule());
        rules.add(new PathRule());
        rules.add(new SilenceRule());
        rules.add(new ChildRule());
        rules.add(new TrafficRule());
        rules.add(new TimeRule());
        return List.copyOf(rules);
    }
}
