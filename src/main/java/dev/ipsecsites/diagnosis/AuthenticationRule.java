package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys or identities differ (article, 認証情報の不一致): the same two lines for both, so a message alone doesn't tell which. Identities can be
 * compared, keys can't: nobody returns one.
 */
final class AuthenticationRule implements Rule {
    @Override
    public List<Finding> examine(Facts facts) {
        List<Reading> said = facts.said(Sign.WRONG_AUTHENTICATION);
        Difference identity = identity(facts);
        if (facts.up() || (said.isEmpty() && (identity == null || !facts.down()))) {
            return List.of();
        }
        Finding finding = new Finding(
                        Cause.AUTHENTICATION_MISMATCH, said.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY)
                .because(said.stream().map(facts::quote).toList())
                .variant("key")
                .repairable(true);
        if (identity != null) {
            finding.differing(identity)
                    .at(End.ROUTER)
                    .variant(identity.parameter().name())
                    .because(facts.say(
                            "evidence.identity",
                            Map.of(
                                    "parameter", facts.say("parameter." + identity.parameter()),
                                    "wanted", String.valueOf(identity.cato()),
                                    "router", String.valueOf(identity.router()))))
                    .surer(said.isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN);
        }
        return List.of(
                said.stream().allMatch(facts::doubtful) && !said.isEmpty()
                        ? finding.atMost(Confidence.LIKELY)
                        : finding);
    }

    private static @Nullable Difference identity(Facts facts) {
        Configured configured = facts.configured();
        if (configured == null) {
            return null;
        }
        Difference own =
                difference(Parameter.ROUTER_IDENTITY, facts.intended.routerIdentity(), configured.localIdentity());
        return own != null
                ? own
                : difference(Parameter.CATO_IDENTITY, facts.intended.catoIdentity(), configured.remoteIdentity());
    }

    private static @Nullable Difference difference(
            Parameter parameter, @Nullable Identity wanted, @Nullable Identity found) {
        return wanted == null || found == null || wanted.equals(found)
                ? null
                : new Difference(parameter, Names.identity(wanted), Names.identity(found));
    }
}
