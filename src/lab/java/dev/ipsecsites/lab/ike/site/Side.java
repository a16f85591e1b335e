package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.IkeConnection;
import dev.ipsecsites.lab.ike.site.Daemon.Look;
import dev.ipsecsites.lab.ike.site.Daemon.Standing;
import dev.ipsecsites.lab.ike.site.LabNetwork.End;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One end of a tunnel: its namespace, its daemon, and what was last seen of both. Used by one thread at a time. */
abstract class Side {
    /** Lines; a whole negotiation that fails has about a hundred. */
    private static final int LONGEST_ATTEMPT = 2_000;

    final End end;
    final Daemon daemon;
    private boolean plugged = true;
    private boolean busy;
    private final List<String> attempt = new ArrayList<>();

    @Nullable
    private IkeConnection loaded;

    @Nullable
    private Standing last;

    @Nullable
    private Instant attempted;

    /** Known when it was ourselves or the daemon gave up; used up when SAs are found to be gone. */
    @Nullable
    private Loss loss;

    private static final Predicate<String> GAVE_UP =
            Pattern.compile("\\[IKE\\] .*giving up after \\d+ retransmits").asPredicate();

    private static final Predicate<String> EXPIRED =
            Pattern.compile("\\[IKE\\] .*closing expired CHILD_SA").asPredicate();

    /** Why SAs went. */
    enum Loss {
        /** The peer did not answer. */
        NO_ANSWER,
        /** The peer deleted them. */
        BY_PEER,
        /** Their life ended, and they had not been renewed. */
        EXPIRED,
        /** This end's configuration changed. */
        CHANGED,
        /** Somebody asked for it at this end. */
        RESET
    }

    Side(End end, Daemon daemon) {
        this.end = end;
        this.daemon = daemon;
    }

    abstract void came(Standing standing) throws IOException;

    /** Other SPIs: the SAs were made anew while the tunnel stayed up. */
    abstract void renewed(Standing standing);

    abstract void went(Loss why) throws IOException;

    /** What went through the tunnel since the last look. */
    abstract void counted(long receivedPackets, long receivedOctets, long sentPackets, long sentOctets);

    /** New lines of the daemon's log. */
    abstract void happened(List<String> log);

    /** The daemon's log since the last attempt to negotiate began. */
    final List<String> attempt() {
        return List.copyOf(attempt);
    }

    /** An attempt begins, at whichever end. */
    final void attempted() {
        attempt.clear();
    }

    /** Whether a negotiation is under way. */
    final boolean isBusy() {
        return busy;
    }

    /**
     * The end is taken away, or its daemon has died: its SAs are gone without a word to the peer.
     *
     * @param wanted whether it is configured still and will be made anew
     */
    abstract void gone(boolean wanted);

    /** For people. */
    final String name() {
        return end.namespace();
    }

    final boolean up() {
        return last != null;
    }

    /** Takes over a changed configuration; SAs of the old one are deleted, as both ends do when they are changed. */
    final void follow(IkeConnection connection) {
        if (connection.equals(loaded)) {
            return;
        }
        if (loaded != null) {
            terminate(Loss.CHANGED);
        }
        daemon.load(connection);
        loaded = connection;
        attempted = null;
    }

    final void terminate(Loss why) {
        loss = why;
        daemon.terminate();
        attempted = null;
    }

    /** Whether it is time for an attempt: none is under way, and the last one was not a moment ago. */
    final boolean mayStart(Instant now, Duration retry) {
        Instant before = attempted;
        boolean early = before != null && now.isBefore(before.plus(retry));
        return !up() && !early && loaded != null && !busy;
    }

    final void start(Instant now) {
        attempted = now;
        busy = true;
        daemon.initiate();
    }

    /** An IKE SA without a child SA is what some failed attempts leave behind. */
    final void giveUp() {
        daemon.terminate();
    }

    final void plugged(LabNetwork network, boolean in) throws IOException {
        if (in != plugged) {
            network.plugged(end, in);
            plugged = in;
        }
    }

    final boolean isPlugged() {
        return plugged;
    }

    /** Asks the daemon and passes on what is new. */
    final void look() throws IOException {
        Look seen = daemon.look();
        busy = seen.busy();
        if (attempt.size() < LONGEST_ATTEMPT) {
            attempt.addAll(seen.log());
        }
        Optional<Standing> now = seen.standing();
        happened(seen.log());
        if (loss == null && seen.log().stream().anyMatch(GAVE_UP)) {
            loss = Loss.NO_ANSWER;
        } else if (loss == null && seen.log().stream().anyMatch(EXPIRED)) {
            loss = Loss.EXPIRED;
        }
        if (now.isPresent()) {
            stands(now.get());
        } else if (last != null) {
            last = null;
            attempted = null;
            Loss why = loss == null ? Loss.BY_PEER : loss;
            loss = null;
            if (why == Loss.EXPIRED) {
                // Without its child SA an end begins again from the first message, so nothing may be left to go on
                // from.
                daemon.terminate();
            }
            went(why);
        }
    }

    /** A peer whose address changed has begun anew; the SAs of the old one are there until this end finds them dead. */
    private static boolean fromElsewhere(Standing before, Standing now) {
        return !before.associations().remoteAddress().equals(now.associations().remoteAddress());
    }

    private void stands(Standing now) throws IOException {
        Standing before = last;
        last = now;
        if (before == null || fromElsewhere(before, now)) {
            loss = null;
            came(now);
        } else if (!before.associations().equals(now.associations())) {
            renewed(now);
        }
        boolean goesOn = before != null
                && before.associations().childSpiIn() == now.associations().childSpiIn();
        Standing from = goesOn ? before : null;
        counted(
                now.receivedPackets() - (from == null ? 0 : from.receivedPackets()),
                now.receivedOctets() - (from == null ? 0 : from.receivedOctets()),
                now.sentPackets() - (from == null ? 0 : from.sentPackets()),
                now.sentOctets() - (from == null ? 0 : from.sentOctets()));
    }
}
