package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code ipsec ike proposal-limitation} is missing (article: easily forgotten, the usual reason of all messages about algorithms). For it: the
 * running configuration without it, a mismatch that the configured values don't explain. Against it: the line is there; values that differ anyway. It
 * is of IKEv2 only (yamaha-rtx.md §4.3).
 */
final class ProposalRule implements Rule {
    private static final List<Sign> MISMATCHES = List.of(
            Sign.KE_GROUP_DIFFERS,
            Sign.DH_GROUP_DIFFERS,
            Sign.ENCRYPTION_LENGTH_DIFFERS,
            Sign.ENCRYPTION_DIFFERS,
            Sign.PRF_DIFFERS,
            Sign.INTEGRITY_DIFFERS,
            Sign.NO_PROPOSAL,
            Sign.INVALID_KE_RECEIVED);

    @Override
    public List<Finding> examine(Facts facts) {
        List<Reading> said = facts.said(MISMATCHES);
        Boolean limited = facts.proposalLimited();
        if (facts.up()
                || VersionRule.first(facts)
                || Boolean.TRUE.equals(limited)
                || (limited == null && (said.isEmpty() || MissingRule.missing(facts)))) {
            return List.of();
        }
        Finding finding = new Finding(Cause.PROPOSAL_NOT_LIMITED, Confidence.POSSIBLE)
                .at(End.ROUTER)
                .repairable(true)
                .because(facts.quote(said));
        if (limited == null) {
            return List.of(finding.because(facts.say("evidence.limitationUnknown")));
        }
        boolean explained = Stream.of(Parameter.values()).anyMatch(p -> differs(facts, p));
        finding.because(facts.say("evidence.notLimited"));
        boolean open = said.isEmpty() || explained;
        return List.of((open ? finding : finding.surer(Confidence.LIKELY)).atMost(facts.limit(said)));
    }

    /** Then it couldn't come up with the limitation either. */
    private static boolean differs(Facts facts, Parameter parameter) {
        String cato = facts.atCato(parameter);
        String router = facts.atRouter(parameter);
        return Parameters.fixed(cato) && router != null && !router.equals(cato) && parameter != Parameter.PFS_GROUP;
    }
}
