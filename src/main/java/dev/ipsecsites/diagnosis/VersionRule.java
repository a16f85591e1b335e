package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Setting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code ipsec ike version N 2} is missing (article, sample configuration: the line says explicitly that IKEv2 is used). Version 1 is the router's
 * default, and connections of the other version are refused (yamaha-rtx.md §4.3), so nothing of it need show in any log.
 *
 * <p>For it: the running configuration of a tunnel that is meant for Cato, or that is down. Against it: messages of an exchange that only IKEv2 has;
 * they may be older than the configuration. It is certain only where a manifest says what the tunnel is to be and something shows that it is down:
 * Cato has IKEv1 sites, too, which people make in the console (article, preparation). The log makes it no surer. Firmware writes
 * {@code [IKE] initiate ISAKMP phase} for version 2 as well.
 */
final class VersionRule implements Rule {
    /** In IKEv1 there are such refusals as well, or they come from a router that was asked in the other version. */
    private static final Set<Sign> OF_EITHER = Set.of(Sign.NO_PROPOSAL, Sign.PEER_UNKNOWN, Sign.NO_RESPONSE);

    /** Not all firmware tells the versions apart. */
    private static final String IKE2 = "[IKE2]";

    @Override
    public List<Finding> examine(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        Confidence confidence = configured == null ? null : confidence(facts, configured);
        if (configured == null || confidence == null) {
            return List.of();
        }
        boolean byLine = configured.ikeVersion().line() != null;
        Finding finding = new Finding(Cause.IKE_VERSION_MISMATCH, confidence)
                .at(End.ROUTER)
                .repairable(true)
                .because(facts.say(byLine ? "evidence.versionOne" : "evidence.noVersion"))
                .because(SilenceRule.noTimeline(facts) ? facts.say("evidence.noTimeline") : "")
                .because(facts.quote(facts.said(Sign.INITIATED)));
        // Half of the SAs: the ends hear each other, in whichever version it is.
        finding.atMost(facts.negotiating() ? Confidence.POSSIBLE : Confidence.CERTAIN);
        secondHeard(facts).ifPresent(r -> finding.against(facts.quote(r)));
        return List.of(finding);
    }

    /** Whether the router speaks IKEv1 for this tunnel, by a line or by default. */
    static boolean first(Facts facts) {
        ConfiguredTunnel configured = facts.configured();
        return configured != null && Integer.valueOf(1).equals(Parameters.known(facts.router, configured.ikeVersion()));
    }

    private static @Nullable Confidence confidence(Facts facts, ConfiguredTunnel configured) {
        boolean wanted = Integer.valueOf(1).equals(facts.intended.ikeVersion());
        if (facts.up() || wanted || !first(facts)) {
            return null;
        }
        boolean down = facts.down()
                || SilenceRule.noTimeline(facts)
                || !facts.said(Sign.INITIATED, Sign.NO_RESPONSE).isEmpty();
        if (second(facts)) {
            return down ? Confidence.CERTAIN : Confidence.LIKELY;
        }
        // Somebody wrote the other version down: perhaps for a site of IKEv1.
        boolean chosen = configured.ikeVersion().line() != null;
        return named(configured) || (down && !chosen) ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    /** By the operator's word, or by what a manifest of a site that can be planned says of its tunnels, and one of a tunnel to anybody doesn't. */
    private static boolean second(Facts facts) {
        boolean planned = facts.intended.catoIdentity() != null && facts.intended.lifetimes() != null;
        return planned || Integer.valueOf(2).equals(facts.intended.ikeVersion());
    }

    /** Only IKEv2 needs both names with their types (yamaha-rtx.md §4.3). */
    private static boolean named(ConfiguredTunnel configured) {
        Setting<Identity> local = configured.localIdentity();
        Setting<Identity> remote = configured.remoteIdentity();
        return local.value() != null && remote.value() != null;
    }

    /** The ends have spoken IKEv2 with each other: a parameter that only that has was refused, or the router's log calls it so. */
    private static Optional<Reading> secondHeard(Facts facts) {
        return facts.messages.current().stream()
                .filter(r ->
                        r.message().text().contains(IKE2) || (r.sign().answered() && !OF_EITHER.contains(r.sign())))
                .filter(r -> !facts.doubtful(r))
                .findFirst();
    }
}
