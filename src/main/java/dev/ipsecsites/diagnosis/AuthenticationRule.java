package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Setting;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys or identities differ (article, 認証情報の不一致): the same two lines for both, so a message alone doesn't tell which. Identities can be
 * compared, keys can't: nobody returns one.
 */
final class AuthenticationRule implements Rule {
    private static final Pattern UNTYPED = Pattern.compile("name \\d+ ((?:\\d{1,3}\\.){3}\\d{1,3})$");

    /** What fails there fails before the peers authenticate each other, or after it went well (RFC 7296 §1.2). */
    private static final List<Sign> SAYS_OTHERWISE = List.of(
            Sign.NO_PROPOSAL,
            Sign.CHILD_NO_PROPOSAL,
            Sign.KE_GROUP_DIFFERS,
            Sign.DH_GROUP_DIFFERS,
            Sign.ENCRYPTION_LENGTH_DIFFERS,
            Sign.ENCRYPTION_DIFFERS,
            Sign.PRF_DIFFERS,
            Sign.INTEGRITY_DIFFERS,
            Sign.TRAFFIC_SELECTORS);

    @Override
    public List<Finding> examine(Facts facts) {
        List<Reading> said = facts.said(Sign.WRONG_AUTHENTICATION);
        Difference identity = identity(facts);
        boolean noKey = facts.configured() != null
                && !facts.configured().preSharedKey()
                && !facts.router.cut()
                && !leftOut(facts);
        if (facts.up() || (said.isEmpty() && identity == null && !noKey)) {
            return List.of();
        }
        Confidence confidence = said.isEmpty() && !noKey ? Confidence.POSSIBLE : Confidence.LIKELY;
        Finding finding = new Finding(Cause.AUTHENTICATION_MISMATCH, confidence)
                .told(facts, said)
                .variant(noKey ? "noKey" : "key")
                .at(noKey ? End.ROUTER : null)
                .because(noKey ? facts.say("evidence.noKey") : "")
                .repairable(true);
        if (identity != null) {
            differs(facts, finding, identity, said);
        }
        if (said.isEmpty()) {
            facts.newest(SAYS_OTHERWISE)
                    .filter(r -> !facts.doubtful(r))
                    .ifPresent(r -> finding.against(facts.quote(r)));
        }
        return List.of(noKey ? finding : finding.atMost(facts.limit(said)));
    }

    /** Somebody took the keys out of the configuration before handing it on: another tunnel is up without one. */
    private static boolean leftOut(Facts facts) {
        return facts.others().stream()
                .anyMatch(other ->
                        other.configured() != null && !other.configured().preSharedKey() && other.up());
    }

    private static void differs(Facts facts, Finding finding, Difference identity, List<Reading> said) {
        finding.differing(identity)
                .at(End.ROUTER)
                .variant(identity.parameter().name())
                .value("wanted", identity.cato())
                .because(facts.say(
                        "evidence.identity",
                        Map.of(
                                "parameter", facts.say("parameter." + identity.parameter()),
                                "wanted", String.valueOf(identity.cato()),
                                "router", String.valueOf(identity.router()))));
        if (!said.isEmpty()) {
            finding.surer(explains(facts, identity, said) ? Confidence.CERTAIN : Confidence.LIKELY);
        } else if (facts.negotiating()) {
            finding.surer(Confidence.LIKELY);
        }
    }

    /**
     * Cato's message is about what the router sent: its own name and key (RFC 7296 §2.15). How the router knows Cato can't cause it, nor can
     * names explain a tunnel that leads to another PoP altogether.
     */
    private static boolean explains(Facts facts, Difference identity, List<Reading> said) {
        boolean ownName = identity.parameter() == Parameter.ROUTER_IDENTITY;
        boolean byRouter = said.stream().anyMatch(r -> !r.message().source().cato());
        return (ownName || byRouter) && SilenceRule.remote(facts) == null;
    }

    private static @Nullable Difference identity(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        if (configured == null) {
            return null;
        }
        String peer = configured.remoteAddress().value();
        Identity cato = facts.intended.catoIdentity();
        Difference own = difference(Parameter.ROUTER_IDENTITY, expected(facts), configured.localIdentity());
        return own != null
                ? own
                : difference(
                        Parameter.CATO_IDENTITY,
                        cato == null && peer != null ? Identity.ipv4(peer) : cato,
                        configured.remoteIdentity());
    }

    /** What Cato knows the router by; null where what was meant isn't what Cato was told to look at. */
    private static @Nullable Identity expected(Facts facts) {
        Identity meant = facts.intended.routerIdentity();
        var told = facts.told();
        boolean other = meant != null
                && told != null
                && !told.identificationType().name().equals(meant.type().name());
        return other ? null : meant;
    }

    /** An address as a name needs its type, which is easily forgotten (article); a name that isn't meant differs. */
    private static @Nullable Difference difference(
            Parameter parameter, @Nullable Identity wanted, Setting<Identity> found) {
        String line = found.line();
        if (line == null) {
            return null;
        }
        Identity is = found.value();
        if (is == null) {
            var untyped = UNTYPED.matcher(line);
            return untyped.find() ? new Difference(parameter, untyped.group(1) + " ipv4-addr", untyped.group(1)) : null;
        }
        if (wanted == null || is.equals(wanted)) {
            return null;
        }
        boolean comparable = wanted.type() == is.type() || parameter == Parameter.ROUTER_IDENTITY;
        return comparable ? new Difference(parameter, Names.identity(wanted), Names.identity(is)) : null;
    }
}
