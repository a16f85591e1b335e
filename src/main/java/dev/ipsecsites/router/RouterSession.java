package dev.ipsecsites.router;

import dev.ipsecsites.router.RouterIntent.Link;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One login. Not thread-safe. Closing restores the console settings and answers the save question with No: nothing is ever
 * saved by leaving.
 */
public interface RouterSession extends AutoCloseable {
    /** {@code SHA256:…} of the key that the router showed. */
    String hostKeyFingerprint();

    /** The settings that were there before, as far as can be known; to be handed back in {@link RouterTarget#console()}. */
    ConsoleSettings originalConsole();

    RouterFacts facts();

    /** Reads everything that a plan and a verdict need, of these links and tunnels. */
    RouterObservation observe(List<Link> links, Set<Integer> tunnels) throws RouterException;

    /**
     * Compares running and saved configuration.
     *
     * @param ours lines of our own that may be unsaved
     * @return lines that differ and are not ours, keys masked; empty when it is safe to write
     */
    List<String> unsavedForeignLines(AppliedLines ours) throws RouterException;

    /** Whether running and saved differ at all, our console settings aside. */
    boolean hasUnsavedChanges() throws RouterException;

    /** Runs the script line by line; a refused line undoes what was done and throws {@link RouterException.Reason#CommandRefused}. */
    void apply(RouterPlan.Change change) throws RouterException;

    /** Restores console settings, saves, and checks that the router said so. */
    void save() throws RouterException;

    /** The router's clock as it was at login; empty where the router doesn't tell. */
    Optional<RouterClock> clock();

    /** Pings from the router. Whatever comes back, or doesn't, is the result. */
    Ping.Result ping(Ping ping) throws RouterException;

    /**
     * Deletes the SAs of one tunnel, so that they are made anew; nobody else's are touched. None there is success.
     *
     * @return how many there were
     */
    int reset(int tunnel) throws RouterException;

    /** The newest entries of the log, at most {@code most}, oldest first. */
    List<LogEntry> log(int most) throws RouterException;

    /** What {@link #openDebug} would change, as it stands now. */
    DebugSettings debugSettings(int tunnel) throws RouterException;

    /**
     * Has the router log the IKE messages of a tunnel, never its keys. Nothing is saved, and nothing may be saved until {@link #closeDebug}.
     *
     * @param before recorded by the caller already
     */
    void openDebug(DebugSettings before) throws RouterException;

    /** Puts back what stood before, where what stands is still ours; also what a session that died has left. Success when there is nothing to do. */
    void closeDebug(DebugSettings before) throws RouterException;

    @Override
    void close();
}
