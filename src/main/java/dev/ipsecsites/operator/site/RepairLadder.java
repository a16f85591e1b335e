package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Repair;
import dev.ipsecsites.api.RepairMode;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which step brings a tunnel up again: wait, reset, correct what is ours, reset again, try another PoP, give up. Pure. Where it
 * stands is kept in status and written before a step is taken; taking a step twice does no harm.
 */
final class RepairLadder {
    /** Before the first step: an exchange may just have been unlucky, and Cato needs up to 30 s to notice (cato-api.md §4.2). */
    static final Duration FIRST_WAIT = Duration.ofSeconds(90);

    /** After the first step, doubled after each further one: "数分待っても接続されない場合" (article). */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final Duration LONGEST = Duration.ofHours(1);

    /** A tunnel that has been up for so long is well again, and its next trouble is a new one. */
    static final Duration CALM = Duration.ofMinutes(10);

    /** Longer than any end takes to see that it is alone. */
    static final Duration ONLY_TRAFFIC = Duration.ofMinutes(5);

    static final int RESETS = 3;

    /**
     * A tunnel that has this comes up, carries traffic, and goes down at its next renewal: that it is up is no reason to leave it so, and no
     * other tunnel is spared, because all have the same settings.
     */
    private static final Set<String> UNTIL_RENEWAL = Set.of("ChildSAGroupMismatch");

    /** The reason of a rest, said once: it is well at another PoP and stays there for now. */
    static final String SETTLED = "Settled";

    private static final String RESET = "Reset";
    private static final String ANOTHER_POP = "AnotherPoP";

    /** The line or the PoP is down: negotiating anew changes nothing until it is back. */
    private static final Set<String> WAIT_FOR = Set.of("LinkDown", "PPPoEDown");

    /** With any other cause the PoP isn't at fault. */
    private static final Set<String> POP_MAY_BE_AT_FAULT = Set.of("PoPDown", "NothingArrives", "Unknown");

    private RepairLadder() {}

    /**
     * A tunnel, as it is known at {@code now}.
     *
     * @param allowed what the manifest allows
     * @param router whether there is a router that can be asked to reset it
     * @param steady whether both ends are configured as planned and nothing is on its way to either
     * @param otherUp whether the site's other tunnel is up
     * @param otherWell whether it is {@link #well}, so that this one can be spared
     * @param oneSided whether one end still says that it is up
     * @param onlyTraffic whether the router hears Cato through it, and through no other tunnel that can be relied on
     * @param cameUp when an end began to say last that it is up; null where none has
     * @param cause the most certain one; null when none is known
     * @param guess one that is only possible: good enough to say again what was said before, for nothing else
     * @param triedForAll corrections of the whole site that another tunnel's repair has made already
     * @param spareAddress an address at another PoP that the account holds and nobody uses
     * @param generation of the manifest
     * @param home as in {@link RepairedTunnel#home}
     * @param standing from status; null when nothing was wrong
     */
    record Situation(
            Repair allowed,
            TunnelState state,
            boolean router,
            boolean steady,
            boolean otherUp,
            boolean otherWell,
            boolean oneSided,
            boolean onlyTraffic,
            @Nullable Instant cameUp,
            boolean flapping,
            @Nullable String cause,
            @Nullable String guess,
            List<Correction> triedForAll,
            @Nullable String spareAddress,
            long generation,
            String home,
            @Nullable TunnelRepair standing,
            Instant now) {}

    /** What to do now. {@code standing} is to be stored before it is done. */
    sealed interface Step {
        @Nullable
        TunnelRepair standing();

        /** Nothing; look again in {@code lookAgain} if nothing wakes us, null: no need. */
        record Rest(
                @Nullable TunnelRepair standing,
                @Nullable String reason,
                @Nullable Duration lookAgain) implements Step {}

        record Reset(TunnelRepair standing, String why) implements Step {}

        record Correct(TunnelRepair standing, Correction correction) implements Step {}

        record AnotherPoP(TunnelRepair standing, String address) implements Step {}

        /** It comes up at the other PoP, and moving there for good isn't allowed. */
        record BackHome(TunnelRepair standing) implements Step {}

        record GiveUp(TunnelRepair standing) implements Step {}
    }

    static boolean repairs(RepairMode mode) {
        return mode == RepairMode.FULL || mode == RepairMode.RESET_ONLY;
    }

    static Step next(Situation s) {
        TunnelRepair standing = current(s);
        if (!repairs(s.allowed().mode())) {
            // Nothing is done by itself, so a tunnel at another PoP stays there, too.
            return new Step.Rest(standing != null && elsewhere(standing) ? settled(s, standing) : null, null, null);
        }
        if (s.state() == TunnelState.UP) {
            return whenUp(s, standing);
        }
        if (!known(s.state()) || !s.steady()) {
            return new Step.Rest(standing, null, null);
        }
        if (standing == null || settled(standing)) {
            return new Step.Rest(begun(s, standing), "GivenTime", FIRST_WAIT);
        }
        return whenDown(s, standing);
    }

    /** @param before what it was when it was last well; null: where the manifest has it */
    private static TunnelRepair begun(Situation s, @Nullable TunnelRepair before) {
        return new TunnelRepair(
                RepairStep.WAITING,
                0,
                RepairTimes.written(s.now()),
                s.generation(),
                null,
                List.of(),
                before == null ? null : before.anotherAddress(),
                elsewhere(before) ? s.home() : null);
    }

    /** Well, though not where the manifest has it. */
    private static boolean settled(TunnelRepair standing) {
        return standing.step() == RepairStep.ANOTHER_POP && standing.attempt() == 0;
    }

    /**
     * Whether a tunnel that is up has been so for {@link #CALM}, as far as one knows.
     *
     * @param standing of its repair
     * @param cameUp as in {@link Situation}
     */
    static boolean well(@Nullable TunnelRepair standing, @Nullable Instant cameUp, Instant now) {
        return !stillTo(standing, cameUp, now).isPositive();
    }

    /** How long until it is {@link #well}: whatever was done to it last, and whenever it came up. */
    private static Duration stillTo(@Nullable TunnelRepair standing, @Nullable Instant cameUp, Instant now) {
        return longer(CALM.minus(RepairTimes.since(standing, now)), CALM.minus(RepairTimes.since(cameUp, now)));
    }

    private static boolean known(TunnelState state) {
        return state == TunnelState.DOWN || state == TunnelState.NEGOTIATING;
    }

    /**
     * Another manifest is another tunnel: what was tried for the old one says nothing. Where the tunnel is, it stays: nobody knows whether it
     * may go home now.
     */
    private static @Nullable TunnelRepair current(Situation s) {
        TunnelRepair standing = s.standing();
        if (standing == null || Objects.equals(standing.generation(), s.generation())) {
            return standing;
        }
        return elsewhere(standing) ? settled(s, standing) : null;
    }

    private static boolean elsewhere(@Nullable TunnelRepair standing) {
        return standing != null && standing.anotherAddress() != null;
    }

    private static Step whenUp(Situation s, @Nullable TunnelRepair standing) {
        if (standing != null && elsewhere(standing)) {
            return whenUpElsewhere(s, standing);
        }
        if (untilRenewal(s)) {
            return beforeRenewal(s, standing);
        }
        if (standing == null) {
            return new Step.Rest(null, null, null);
        }
        Duration left = stillTo(standing, s.cameUp(), s.now());
        return left.isPositive() ? new Step.Rest(standing, null, left) : new Step.Rest(null, null, null);
    }

    /** Going home cuts it, and its own PoP may still be down: only a tunnel that can be spared does. */
    private static Step whenUpElsewhere(Situation s, TunnelRepair standing) {
        if (!s.allowed().movePoP() && s.otherWell() && s.steady()) {
            List<String> also = standing.tried().contains(ANOTHER_POP) ? List.of() : List.of(ANOTHER_POP);
            return new Step.BackHome(after(s, standing, RepairStep.STALLED, "PoPDown", also, null));
        }
        if (settled(standing)) {
            return new Step.Rest(standing, null, null);
        }
        Duration left = stillTo(standing, s.cameUp(), s.now());
        return left.isPositive()
                ? new Step.Rest(standing, null, left)
                : new Step.Rest(settled(s, standing), SETTLED, null);
    }

    /** Its next trouble is a new one, and where it is now isn't given up at once for it. */
    private static TunnelRepair settled(Situation s, TunnelRepair standing) {
        return new TunnelRepair(
                RepairStep.ANOTHER_POP,
                0,
                standing.at(),
                s.generation(),
                null,
                List.of(),
                standing.anotherAddress(),
                s.home());
    }

    private static boolean untilRenewal(Situation s) {
        String cause = likeliest(s);
        return cause != null && UNTIL_RENEWAL.contains(cause);
    }

    /** Corrects once while the tunnel is up. What was tried is remembered for as long as the cause is seen. */
    private static Step beforeRenewal(Situation s, @Nullable TunnelRepair standing) {
        TunnelRepair before = standing == null ? begun(s, null) : standing;
        Optional<Correction> correction = s.steady() ? correction(s, before) : Optional.empty();
        return correction.<Step>map(c -> correct(s, before, c)).orElse(new Step.Rest(standing, null, null));
    }

    private static Step whenDown(Situation s, TunnelRepair standing) {
        if (s.onlyTraffic()) {
            // Its packets are a better witness than Cato's news, and whatever is done here would cut it.
            return new Step.Rest(standing, null, PATIENCE);
        }
        if (s.flapping()) {
            return new Step.Rest(standing, "Flapping", PATIENCE);
        }
        if (s.cause() != null && WAIT_FOR.contains(s.cause())) {
            return new Step.Rest(standing, s.cause(), PATIENCE);
        }
        Duration left = longer(patience(s, standing).minus(RepairTimes.since(standing, s.now())), otherEndsTurn(s));
        if (left.isPositive()) {
            return new Step.Rest(standing, "GivenTime", left);
        }
        Optional<Correction> correction = correction(s, standing);
        if (resets(standing) == 0 && s.router() && standing.step() != RepairStep.STALLED) {
            return reset(s, standing);
        }
        if (correction.isPresent()) {
            return correct(s, standing, correction.get());
        }
        if (standing.step() == RepairStep.STALLED) {
            return new Step.Rest(standing, null, null);
        }
        if (resets(standing) < RESETS && s.router()) {
            return reset(s, standing);
        }
        return lastResort(s, standing);
    }

    private static Step lastResort(Situation s, TunnelRepair standing) {
        boolean excluded = s.cause() == null || POP_MAY_BE_AT_FAULT.contains(s.cause());
        boolean may = s.allowed().mode() == RepairMode.FULL && s.allowed().anotherPoP();
        if (may && excluded && s.spareAddress() != null && !standing.tried().contains(ANOTHER_POP)) {
            return new Step.AnotherPoP(
                    after(s, standing, RepairStep.ANOTHER_POP, s.cause(), List.of(ANOTHER_POP), s.spareAddress()),
                    s.spareAddress());
        }
        return new Step.GiveUp(after(s, standing, RepairStep.STALLED, s.cause(), List.of(), null));
    }

    private static Step reset(Situation s, TunnelRepair standing) {
        String why = standing.attempt() == 0
                ? "most failures are transient, and a reset ends them"
                : "nothing else is left to correct";
        return new Step.Reset(
                after(
                        s,
                        standing,
                        RepairStep.RESET,
                        standing.cause(),
                        List.of(RESET + (resets(standing) + 1)),
                        standing.anotherAddress()),
                why);
    }

    private static Step correct(Situation s, TunnelRepair standing, Correction correction) {
        return new Step.Correct(
                after(
                        s,
                        standing,
                        RepairStep.CORRECTED,
                        likeliest(s),
                        List.of(correction.name()),
                        standing.anotherAddress()),
                correction);
    }

    private static @Nullable String likeliest(Situation s) {
        return s.cause() == null ? s.guess() : s.cause();
    }

    private static Optional<Correction> correction(Situation s, TunnelRepair standing) {
        String cause = likeliest(s);
        if (cause == null || s.allowed().mode() != RepairMode.FULL) {
            return Optional.empty();
        }
        return Correction.against(cause).stream()
                .filter(c -> s.cause() != null || !c.pins())
                .filter(c -> !standing.tried().contains(c.name()))
                .filter(c -> !s.triedForAll().contains(c))
                .filter(c -> !(c.siteWide() && s.otherUp()) || UNTIL_RENEWAL.contains(cause))
                .findFirst();
    }

    /** One end has just seen it come up: the other is given its time to see it, too. */
    private static Duration otherEndsTurn(Situation s) {
        return s.cameUp() == null || !s.oneSided()
                ? Duration.ZERO
                : FIRST_WAIT.minus(RepairTimes.since(s.cameUp(), s.now()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Slower each time; slower still where a reset could cut what may be the site's only traffic. */
    private static Duration patience(Situation s, TunnelRepair standing) {
        boolean onlyTraffic = s.oneSided() && !s.otherUp();
        if (standing.attempt() == 0) {
            return onlyTraffic ? ONLY_TRAFFIC : FIRST_WAIT;
        }
        Duration doubled = PATIENCE.multipliedBy(1L << Math.min(standing.attempt() - 1, 10));
        Duration patience = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return onlyTraffic && patience.compareTo(ONLY_TRAFFIC) < 0 ? ONLY_TRAFFIC : patience;
    }

    private static int resets(TunnelRepair standing) {
        return (int) standing.tried().stream().filter(t -> t.startsWith(RESET)).count();
    }

    private static TunnelRepair after(
            Situation s,
            TunnelRepair before,
            RepairStep step,
            @Nullable String cause,
            List<String> also,
            @Nullable String anotherAddress) {
        List<String> tried = new ArrayList<>(before.tried());
        tried.addAll(also);
        return new TunnelRepair(
                step,
                before.attempt() + 1,
                RepairTimes.written(s.now()),
                s.generation(),
                cause,
                tried,
                anotherAddress,
                anotherAddress == null ? null : s.home());
    }
}
