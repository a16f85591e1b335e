package dev.ipsecsites.router;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to do on a router. */
public sealed interface RouterPlan {

    /**
     * Desired equals running.
     *
     * @param applied the record as it should be now: without what has left the router. To be kept once running equals
     *     saved, not earlier: until then it is needed to tell our own unsaved removals from other people's
     */
    record Nothing(List<Drift> drift, AppliedLines applied) implements RouterPlan {}

    /**
     * Something has to be sent.
     *
     * @param script the driver's own, with its inverse
     * @param changes for people: one line a command, keys masked
     * @param appliedAfter what is to be recorded before sending: the new lines and those of ours that still stand
     * @param replacedRoute the default route's line that this plan replaces; null when it replaces none, empty when there was none
     * @param tunnels numbers of wanted tunnels whose own lines are among those to send
     */
    record Change(
            Script script,
            List<String> changes,
            List<Drift> drift,
            AppliedLines appliedAfter,
            @Nullable String replacedRoute,
            Set<Integer> tunnels)
            implements RouterPlan {}

    /**
     * Nothing may be sent.
     *
     * @param reason condition reason: {@code WouldCutManagement}, {@code RouteInUse}, {@code TunnelNumberInUse}, {@code NumberOutOfRange}, {@code FilterListFull} …
     * @param tunnel RouterTunnel that it concerns; null for the router as a whole
     */
    record Refused(String reason, String message, @Nullable String tunnel) implements RouterPlan {}

    /** Commands with their inverse; only the driver that made it can run it. */
    interface Script {}

    /** A managed line that isn't what we last wrote. Keys masked. */
    record Drift(String line, String expected, String found) {}
}
