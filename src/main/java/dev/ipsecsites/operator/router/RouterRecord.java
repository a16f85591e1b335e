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
import java.util.function.Consumer;
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
        return changed(r -> r.console = settings);
    }

    /**
     * The device that answers now. On another one than before nothing has been verified or refused, and the route that was replaced is not
     * the one to put back; which lines would be ours there is still known, should they have been brought over.
     */
    RouterRecord on(String device) {
        boolean other = serial != null && !serial.equals(device);
        return changed(r -> {
            r.verified = other ? Map.of() : verified;
            r.replacedRoute = other ? null : replacedRoute;
            r.refused = other ? null : refused;
            r.serial = device;
        });
    }

    /** Just before a debug window is opened. */
    RouterRecord opening(DebugSettings before, Instant since) {
        return changed(r -> {
            r.debug = before;
            r.debugSince = since.toString();
        });
    }

    /** The debug window is closed. */
    RouterRecord closed() {
        return changed(r -> {
            r.debug = null;
            r.debugSince = null;
        });
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
        return changed(r -> {
            r.applied = appliedAfter;
            r.tunnels = all;
            r.replacedRoute = route;
            r.pending = next;
            r.refused = null;
            r.last = transaction;
        });
    }

    /** The router refused and everything was undone: as before, but not again. */
    RouterRecord undone(RouterRecord before, String message, Transaction transaction) {
        String id = pending == null ? "" : pending.id();
        return before.changed(r -> {
            r.refused = new Refusal(id, message);
            r.last = transaction;
        });
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
        return ended(TransactionResult.COMMITTED).changed(r -> {
            r.applied = appliedNow;
            r.tunnels = now;
            r.verified = hashes;
            r.replacedRoute = keepRoute ? replacedRoute : null;
            r.pending = null;
            r.refused = null;
        });
    }

    /** The last transaction has come to this. */
    RouterRecord ended(TransactionResult result) {
        Transaction ended = last == null ? null : new Transaction(last.id(), result, last.changedLines());
        return changed(r -> r.last = ended);
    }

    /** As if these tunnels had never been ours. */
    RouterRecord forgetting(List<String> appliedNow, Set<String> uids) {
        Map<String, Integer> rest = new LinkedHashMap<>(tunnels);
        rest.keySet().removeAll(uids);
        Map<String, String> hashes = new LinkedHashMap<>(verified);
        hashes.keySet().removeAll(uids);
        return changed(r -> {
            r.applied = appliedNow;
            r.tunnels = rest;
            r.verified = hashes;
            r.replacedRoute = rest.isEmpty() ? null : replacedRoute;
        });
    }

    private RouterRecord changed(Consumer<Draft> change) {
        Draft r = new Draft(this);
        change.accept(r);
        return new RouterRecord(
                r.applied,
                r.tunnels,
                r.verified,
                r.replacedRoute,
                r.console,
                r.pending,
                r.refused,
                r.last,
                r.debug,
                r.debugSince,
                r.serial);
    }

    /** To change some of it: each of the others is carried over in one place. */
    private static final class Draft {
        private List<String> applied;
        private Map<String, Integer> tunnels;
        private Map<String, String> verified;
        private @Nullable String replacedRoute;
        private @Nullable ConsoleSettings console;
        private @Nullable Pending pending;
        private @Nullable Refusal refused;
        private @Nullable Transaction last;
        private @Nullable DebugSettings debug;
        private @Nullable String debugSince;
        private @Nullable String serial;

        Draft(RouterRecord from) {
            applied = from.applied;
            tunnels = from.tunnels;
            verified = from.verified;
            replacedRoute = from.replacedRoute;
            console = from.console;
            pending = from.pending;
            refused = from.refused;
            last = from.last;
            debug = from.debug;
            debugSince = from.debugSince;
            serial = from.serial;
        }
    }
}
