package dev.ipsecsites.router;

import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.List;
import java.util.Set;

/** One make of router. Planning and rendering are pure; only {@link #connect} does I/O. */
public interface RouterDriver {
    /** Logs in, elevates, prepares the console. */
    RouterSession connect(RouterTarget target) throws RouterException;

    /**
     * What has to be sent so that {@code observation} becomes {@code intent}. Pure.
     *
     * @param applied what we wrote before, so that manual edits and foreign lines are told apart
     */
    RouterPlan plan(RouterIntent intent, RouterObservation observation, AppliedLines applied);

    /**
     * The record of our lines as it is when nothing but {@code remaining} is ours any more: everything else stays on the router as
     * somebody else's. Pure; only for an intent that {@link #plan} doesn't refuse.
     */
    AppliedLines release(RouterIntent remaining, RouterObservation observation, AppliedLines applied);

    /**
     * The lines of {@code intent} for a router that isn't there, as a person would type them. Pure.
     *
     * @param facts model and firmware decide spelling and features
     * @param links what would otherwise be observed
     * @param secrets whether keys are printed or masked
     */
    List<String> render(RouterIntent intent, RouterFacts facts, List<LinkState> links, boolean secrets);

    /** What this make can do, by model and firmware; empty for a model it doesn't know. */
    java.util.Optional<Capabilities> capabilities(RouterFacts facts);

    /** Models that {@link #capabilities} knows, for the message about one that it doesn't. */
    Set<String> models();
}
