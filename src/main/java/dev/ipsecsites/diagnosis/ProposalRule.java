package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * {@code ipsec ike proposal-limitation} is missing (article: easily forgotten, the usual reason of all messages about algorithms). For it: the
 * running configuration without it, a mismatch that the configured values don't explain. Against it: the line is there.
 */
final class ProposalRule implements Rule {
    private static final Sign[] MISMATCHES = {
        Sign.KE_GROUP_DIFFERS,
        Sign.DH_GROUP_DIFFERS,
        Sign.ENCRYPTION_LENGTH_DIFFERS,
        Sign.ENCRYPTION_DIFFERS,
        Sign.PRF_DIFFERS,
        Sign.INTEGRITY_DIFFERS
    };

    @Override
    public List<Finding> examine(Facts facts) {
        List<Reading> said = facts.said(MISMATCHES);
        Boolean limited = facts.proposalLimited();
        if (facts.up() || Boolean.TRUE.equals(limited) || (limited == null && said.isEmpty())) {
            return List.of();
        }
        if (said.isEmpty() && !facts.down() && facts.said(Sign.NO_PROPOSAL).isEmpty()) {
            return List.of();
        }
        Finding finding = new Finding(Cause.PROPOSAL_NOT_LIMITED, Confidence.POSSIBLE)
                .at(End.ROUTER)
                .repairable(true)
                .because(said.stream().map(facts::quote).toList());
        return List.of(
                limited == null
                        ? finding.because(facts.say("evidence.limitationUnknown"))
                        : known(facts, finding, said));
    }

    private static Finding known(Facts facts, Finding finding, List<Reading> said) {
        finding.because(facts.say("evidence.notLimited"));
        Optional<Parameter> differing = List.of(Parameter.values()).stream()
                .filter(p -> Parameters.fixed(facts.atCato(p)) && facts.atRouter(p) != null)
                .filter(p -> !String.valueOf(facts.atCato(p)).equals(facts.atRouter(p)))
                .findFirst();
        if (differing.isPresent()) {
            return finding;
        }
        boolean asked = !said.isEmpty() || !facts.said(Sign.NO_PROPOSAL).isEmpty();
        return asked ? finding.surer(Confidence.LIKELY) : finding;
    }
}
