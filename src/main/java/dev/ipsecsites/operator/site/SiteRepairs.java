package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.Repair;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import dev.ipsecsites.operator.site.RepairLadder.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of {@link RepairLadder}. A step is taken by writing it down: what a tunnel's standing says, what is to be sent to
 * Cato again and what is pinned there go into status together, and the next visit does what status says. Dying in between loses
 * nothing and does nothing twice.
 */
final class SiteRepairs {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final SiteEvents events;
    private final String keyId;

    SiteRepairs(SiteEvents events, String keyId) {
        this.events = events;
        this.keyId = keyId;
    }

    /** Puts the steps into the status that is about to be written; its tunnels are those of this visit already. */
    CatoSiteStatus take(CatoSiteStatus status, Map<Role, Step> steps) {
        List<SiteTunnelStatus> tunnels = new ArrayList<>();
        for (SiteTunnelStatus tunnel : status.tunnels()) {
            Step step = steps.get(role(tunnel));
            tunnels.add(step == null ? tunnel : tunnel.withRepair(step.standing()));
        }
        List<Diagnosis> diagnosis = new ArrayList<>(status.diagnosis());
        for (SiteTunnelStatus tunnel : tunnels) {
            if (tunnel.state() == TunnelState.UP) {
                SiteDiagnosis.repaired(tunnel.id(), tunnel.repair()).ifPresent(diagnosis::add);
            }
        }
        CatoSiteStatus.Builder next = status.toBuilder().tunnels(tunnels).diagnosis(diagnosis);
        List<String> pinned = new ArrayList<>(status.pinned());
        AppliedHash applied = AppliedHash.parse(status.appliedHash(), keyId);
        for (Map.Entry<Role, Step> each : steps.entrySet()) {
            if (each.getValue() instanceof Step.Correct correct) {
                if (correct.correction().pins()) {
                    String parameter = correct.correction().parameter();
                    if (!pinned.contains(parameter)) {
                        pinned.add(parameter);
                    }
                } else {
                    applied = applied.resending(part(correct.correction(), each.getKey()));
                }
            }
        }
        next.pinned(pinned);
        if (status.appliedHash() != null) {
            next.appliedHash(applied.toString());
        }
        return next.build();
    }

    private static Part part(Correction correction, Role role) {
        return correction == Correction.SEND_TUNNEL ? Part.of(role) : Part.IPSEC;
    }

    private static @Nullable Role role(SiteTunnelStatus tunnel) {
        for (Role role : Role.values()) {
            if (role.tunnelId().equals(tunnel.id())) {
                return role;
            }
        }
        return null;
    }

    /** Tells of each step once it is written down. */
    void tell(Map<Role, Step> steps, boolean router) {
        steps.forEach((role, step) -> {
            String tunnel = role.tunnelId();
            switch (step) {
                case Step.Rest rest -> {
                    if (RepairLadder.SETTLED.equals(rest.reason())) {
                        events.warning(
                                "PoPAtFault",
                                tunnel + " comes up at another PoP and has been up there for a while, so its own PoP or"
                                        + " the way to it is at fault; it stays where it is for now");
                    }
                }
                case Step.Reset reset ->
                    events.normal(
                            "TunnelReset",
                            tunnel + " is reset at the router (attempt "
                                    + reset.standing().attempt() + "): " + reset.why()
                                    + ". Cato's own reset is in the console only");
                case Step.Correct correct ->
                    events.normal(
                            "TunnelCorrected",
                            tunnel + ": " + correct.correction().done() + ", because of "
                                    + correct.standing().cause());
                case Step.AnotherPoP another ->
                    events.warning(
                            "AnotherPoPTried",
                            tunnel + " is tried at " + another.address()
                                    + ", an address at another PoP: everything else is excluded");
                case Step.BackHome back ->
                    events.warning(
                            "PoPAtFault",
                            tunnel + " comes up at another PoP, so its own PoP or the way to it is at fault; it goes"
                                    + " back, because repair.movePoP is false. To keep it there, set it to true or write"
                                    + " another popLocation");
                case Step.GiveUp given -> events.warning("RepairStalled", stalled(tunnel, given.standing(), router));
            }
        });
    }

    /** A sentence on a tunnel that isn't where the manifest has it; empty when it is. */
    static Optional<String> elsewhere(Role role, TunnelRepair standing, CatoSite site) {
        if (standing.anotherAddress() == null) {
            return Optional.empty();
        }
        return Optional.of(role.tunnelId() + " uses " + standing.anotherAddress()
                + ", an address at another PoP, because it did not come up where the manifest has it: "
                + next(site.getSpec()));
    }

    private static String next(CatoSiteSpec spec) {
        Repair allowed = spec.repair();
        if (!RepairLadder.repairs(allowed.mode())) {
            return "repair.mode is " + allowed.mode().wire() + ", so nothing moves it; with mode: Full it goes back"
                    + " when that is safe, and another popLocation or allocatedAddress moves it at once";
        }
        if (allowed.movePoP()) {
            return "repair.movePoP lets it stay there";
        }
        return spec.secondary() == null
                ? "it stays there, because no other tunnel could carry its traffic meanwhile"
                : "it goes back when it is up and the other tunnel has been up for a while, too;"
                        + " repair.movePoP: true lets it stay";
    }

    /** Why a site that carries nothing is stuck; empty while a tunnel is up, or something can still be tried. */
    static Optional<String> stalled(Map<Role, Step> steps, boolean router) {
        boolean all = !steps.isEmpty()
                && steps.values().stream()
                        .map(Step::standing)
                        .allMatch(s -> s != null && s.step() == RepairStep.STALLED);
        if (!all) {
            return Optional.empty();
        }
        List<String> said = new ArrayList<>();
        for (Map.Entry<Role, Step> each : steps.entrySet()) {
            TunnelRepair standing = Objects.requireNonNull(each.getValue().standing());
            said.add(stalled(each.getKey().tunnelId(), standing, router));
        }
        return Optional.of(String.join(". ", said));
    }

    /** What a person reads when nothing is left that may be tried. */
    static String stalled(String tunnel, TunnelRepair standing, boolean router) {
        return tunnel + ": all repairs that spec.repair allows were tried (" + tried(standing)
                + ") and it is still down. "
                + (router ? "" : "There is no router that could be asked to reset it. ")
                + "Try \"Reset Tunnel\" in the console (there is no API for it), and read the diagnosis";
    }

    private static String tried(TunnelRepair standing) {
        return standing.tried().isEmpty() ? "none" : String.join(", ", standing.tried());
    }

    /** When the next step of any of them is due; empty when none is. */
    static Optional<Duration> lookAgain(Map<Role, Step> steps) {
        return steps.values().stream()
                .map(s -> s instanceof Step.Rest rest ? rest.lookAgain() : AT_ONCE)
                .filter(Objects::nonNull)
                .min(Duration::compareTo);
    }
}
