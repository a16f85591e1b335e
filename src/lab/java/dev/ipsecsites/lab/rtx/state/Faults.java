package dev.ipsecsites.lab.rtx.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What shall go wrong. Each fault is off until asked for; those that fire once say so. */
public final class Faults {
    private final AtomicLong cutAfter = new AtomicLong(-1);
    private final AtomicLong stallAfter = new AtomicLong(-1);
    private final AtomicReference<@Nullable WrongAnswer> wrongAnswer = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> busyUntil = new AtomicReference<>();
    private final AtomicInteger failedShells = new AtomicInteger();
    private volatile boolean refuseLogin;
    private volatile boolean closeOnSave;
    private volatile Duration busyAfterLoad = Duration.ofSeconds(1);

    /** @param command beginning of the command that gets {@code answer} instead of being run */
    public record WrongAnswer(String command, String answer) {}

    /** Cuts the connection (no farewell) once this many more bytes went out; once. */
    public void cutAfterBytes(long bytes) {
        cutAfter.set(bytes);
    }

    /** Goes silent once this many more bytes went out, until {@link #resume}. */
    public void stallAfterBytes(long bytes) {
        stallAfter.set(bytes);
    }

    public void resume() {
        stallAfter.set(-1);
    }

    /** No password and no key is right. */
    public void refuseLogin(boolean refuse) {
        refuseLogin = refuse;
    }

    public boolean refusesLogin() {
        return refuseLogin;
    }

    /** The next command that begins so is not run; the answer is printed half, then the prompt; once. */
    public void answerWrongly(String command, String answer) {
        wrongAnswer.set(new WrongAnswer(command, answer));
    }

    /** The connection breaks while {@code save} writes; the file is written all the same; once. */
    public void closeOnSave(boolean close) {
        closeOnSave = close;
    }

    /** The next shells fail to start, as one router did (yamaha-rtx.md §1.3). */
    public void failShells(int times) {
        failedShells.set(times);
    }

    /** How long {@code show config} fails after {@code load}. */
    public void busyAfterLoad(Duration time) {
        busyAfterLoad = time;
    }

    /** {@code show config} fails from now for the time that follows a {@code load}. */
    public void loaded(Instant now) {
        busyUntil.set(now.plus(busyAfterLoad));
    }

    public boolean busy(Instant now) {
        Instant until = busyUntil.get();
        return until != null && now.isBefore(until);
    }

    public boolean takeCloseOnSave() {
        boolean close = closeOnSave;
        closeOnSave = false;
        return close;
    }

    public boolean takeFailedShell() {
        return failedShells.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    public Optional<WrongAnswer> takeWrongAnswer(String line) {
        WrongAnswer w = wrongAnswer.get();
        if (w == null || !line.startsWith(w.command())) {
            return Optional.empty();
        }
        wrongAnswer.set(null);
        return Optional.of(w);
    }

    /** How many of {@code wanted} bytes may go out; fewer means that a cut or a stall is due now. */
    public int admit(int wanted) {
        return (int) Math.min(take(cutAfter, wanted), take(stallAfter, wanted));
    }

    /** Whether the cut is due; asking ends it. */
    public boolean takeCut() {
        return cutAfter.compareAndSet(0, -1);
    }

    public boolean stalled() {
        return stallAfter.get() == 0;
    }

    private static long take(AtomicLong left, int wanted) {
        while (true) {
            long l = left.get();
            if (l < 0) {
                return wanted;
            }
            long taken = Math.min(l, wanted);
            if (left.compareAndSet(l, l - taken)) {
                return taken;
            }
        }
    }
}
