package dev.ipsecsites.operator.router;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.ipsecsites.api.Transaction;
import dev.ipsecsites.api.TransactionResult;
import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a router after a crash, and can't be read from it. Written before anything is sent.
 *
 * @param applied our lines, keys masked
 * @param tunnels uid of each RouterTunnel that may have lines on the router → its number
 * @param verified uid of a RouterTunnel → keyed hash of its intent that was last verified and saved
 * @param replacedRoute the default route's line that ours replaced; empty when there was none, null when ours replaced none
 * @param console the router's own console settings; null until a session has shown them
 * @param pending changes that were sent, or about to be, and are not saved yet
 * @param refused id of a transaction that the router refused: it isn't sent again as it is
 * @param last what became of the last transaction
 * @param debug what stood before a debug window was opened that nobody has closed yet
 * @param debugSince when it was opened, ISO 8601
 * @param serial of the device that all this is about; null until one was seen
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RouterRecord(
        List<String> applied,
        Map<String, Integer> tunnels,
        Map<String, String> verified,
        @Nullable String replacedRoute,
        @Nullable ConsoleSettings console,
        @Nullable Pending pending,
        @Nullable Refusal refused,
        @Nullable Transaction last,
        @Nullable DebugSettings debug,
        @Nullable String debugSince,
        @Nullable String serial) {

    /**
     * Changes on their way.
     *
     * @param id of the transaction
     * @param startedAt when it was sent, ISO 8601
     * @param tunnels uids of the RouterTunnels that must be up before it is saved
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pending(String id, String startedAt, Set<String> tunnels) {
        Pending {
            tunnels = Collections.unmodifiableSet(new TreeSet<>(tunnels));
        }

        Instant started() {
            return Instant.parse(startedAt);
        }
    }

    /** A transaction that the router refused, with its words. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(String id, String message) {}

    static final RouterRecord EMPTY =
            new RouterRecord(List.of(), Map.of(), Map.of(), null, null, null, null, null, null, null, null);

    RouterRecord {
        applied = applied == null ? List.of() : List.copyOf(applied);
        tunnels = tunnels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tunnels));
        verified = verified == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(verified));
    }

    AppliedLines appliedLines() {
        return new AppliedLines(applied);
    }

    RouterRecord withConsole(ConsoleSettings settings) {
        return new RouterRecord(
                applied, tunnels, verified, replacedRoute, settings, pending, refused, last, debug, debugSince, serial);
    }

    /**
     * The device that answers now. On another one than before nothing has been verified or refused, and the route that was replaced is not
     * the one to put back; which lines would be ours there is still known, should they have been brought over.
     */
    RouterRecord on(String device) {
        return serial == null || serial.equals(device)
                ? new RouterRecord(
                        applied,
                        tunnels,
                        verified,
                        replacedRoute,
                        console,
                        pending,
                        refused,
                        last,
                        debug,
                        debugSince,
                        device)
                : new RouterRecord(
                        applied, tunnels, Map.of(), null, console, pending, null, last, debug, debugSince, device);
    }

    /** Just before a debug window is opened. */
    RouterRecord opening(DebugSettings before, Instant since) {
        return new RouterRecord(
                applied,
                tunnels,
                verified,
                replacedRoute,
                console,
                pending,
                refused,
                last,
                before,
                since.toString(),
                serial);
    }

    /** The debug window is closed. */
    RouterRecord closed() {
        return new RouterRecord(
                applied, tunnels, verified, replacedRoute, console, pending, refused, last, null, null, serial);
    }

    /** Just before {@code next} is sent. */
    RouterRecord sending(
            List<String> appliedAfter,
            Map<String, Integer> also,
            @Nullable String replaced,
            Pending next,
            Transaction transaction) {
        Map<String, Integer> all = new LinkedHashMap<>(tunnels);
        all.putAll(also);
        // Never a line of ours: what was replaced last is what the router's people had last.
        String route = replaced != null ? replaced : replacedRoute;
        return new RouterRecord(
                appliedAfter, all, verified, route, console, next, null, transaction, debug, debugSince, serial);
    }

    /** The router refused and everything was undone: as before, but not again. */
    RouterRecord undone(RouterRecord before, String message, Transaction transaction) {
        String id = pending == null ? "" : pending.id();
        return new RouterRecord(
                before.applied,
                before.tunnels,
                before.verified,
                before.replacedRoute,
                before.console,
                before.pending,
                new Refusal(id, message),
                transaction,
                before.debug,
                before.debugSince,
                before.serial);
    }

    /**
     * Running equals desired, and is kept.
     *
     * @param now numbers by uid of the tunnels that are there now
     * @param hashes hashes by uid of their intents
     * @param keepRoute whether one of them still has the default route
     */
    RouterRecord settled(
            List<String> appliedNow, Map<String, Integer> now, Map<String, String> hashes, boolean keepRoute) {
        RouterRecord ended = ended(TransactionResult.COMMITTED);
        return new RouterRecord(
                appliedNow,
                now,
                hashes,
                keepRoute ? replacedRoute : null,
                console,
                null,
                null,
                ended.last,
                debug,
                debugSince,
                serial);
    }

    /** The last transaction has come to this. */
    RouterRecord ended(TransactionResult result) {
        Transaction ended = last == null ? null : new Transaction(last.id(), result, last.changedLines());
        return new RouterRecord(
                applied, tunnels, verified, replacedRoute, console, pending, refused, ended, debug, debugSince, serial);
    }

    /** As if these tunnels had never been ours. */
    RouterRecord forgetting(List<String> appliedNow, Set<String> uids) {
        Map<String, Integer> rest = new LinkedHashMap<>(tunnels);
        rest.keySet().removeAll(uids);
        Map<String, String> hashes = new LinkedHashMap<>(verified);
        hashes.keySet().removeAll(uids);
        return new RouterRecord(
                appliedNow,
                rest,
                hashes,
                rest.isEmpty() ? null : replacedRoute,
                console,
                pending,
                refused,
                last,
                debug,
                debugSince,
                serial);
    }
}
