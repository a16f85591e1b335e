package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Repair;
import dev.ipsecsites.api.RepairMode;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.RepairLadder.Situation;
import dev.ipsecsites.operator.site.RepairLadder.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairLadderTest {
    private static final Repair FULL = Repair.DEFAULT;
    private static final Repair RESET_ONLY = new Repair(RepairMode.RESET_ONLY, true, true);
    private static final Repair OFF = new Repair(RepairMode.OFF, true, true);
    private static final Repair ANOTHER_POP = new Repair(RepairMode.FULL, true, false);
    private static final Repair MOVE_POP = new Repair(RepairMode.FULL, true, true);

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private Repair allowed = FULL;
    private TunnelState state = TunnelState.DOWN;
    private boolean router = true;
    private boolean steady = true;
    private boolean otherUp = true;
    private boolean otherWell = true;
    private boolean oneSided;
    private boolean onlyTraffic;
    private @Nullable Instant cameUp;
    private boolean flapping;
    private @Nullable String cause;
    private @Nullable String guess;
    private List<Correction> triedForAll = List.of();
    private @Nullable String spare;
    private long generation = 1;
    private @Nullable TunnelRepair standing;

    @Test
    void climbsFromWaitingOverResetAndCorrectionToGivingUp() {
        cause = "AuthenticationMismatch";

        assertThat(climb()).containsExactly("Reset", "SEND_TUNNEL", "Reset", "Reset", "GiveUp");
        assertThat(standing()).satisfies(s -> {
            assertThat(s.step()).isEqualTo(RepairStep.STALLED);
            assertThat(s.cause()).isEqualTo("AuthenticationMismatch");
        });
    }

    @Test
    void sendsBeforeItPinsAndPinsWhatTheMessageNames() {
        cause = "PRFMismatch";
        otherUp = false;

        assertThat(climb()).startsWith("Reset", "SEND_ALGORITHMS", "PIN_IKE_PRF", "Reset");
    }

    @ParameterizedTest
    @CsvSource({"FULL, PoPDown", "FULL, ", "FULL, NothingArrives"})
    void triesAnotherPopOnlyWhenAllowedAndEverythingElseIsExcluded(String mode, @Nullable String seen) {
        cause = seen;
        spare = "203.0.113.99";
        assertThat(climb()).doesNotContain("AnotherPoP").endsWith("GiveUp");

        standing = null;
        allowed = ANOTHER_POP;
        assertThat(climb()).endsWith("AnotherPoP 203.0.113.99", "GiveUp");

        standing = null;
        cause = "DHGroupMismatch";
        assertThat(climb()).doesNotContain("AnotherPoP 203.0.113.99");

        standing = null;
        cause = seen;
        spare = null;
        assertThat(climb()).doesNotContain("AnotherPoP null").endsWith("GiveUp");
    }

    @Test
    void aGuessIsEnoughToSayAgainWhatWasSaidAndForNothingElse() {
        guess = "PRFMismatch";
        otherUp = false;
        spare = "203.0.113.99";
        allowed = ANOTHER_POP;

        assertThat(climb())
                .containsExactly("Reset", "SEND_ALGORITHMS", "Reset", "Reset", "AnotherPoP 203.0.113.99", "GiveUp");
    }

    @Test
    void leavesWhatTheOtherTunnelWorksWithAlone() {
        cause = "DHGroupMismatch";

        assertThat(climb()).containsExactly("Reset", "Reset", "Reset", "GiveUp");
    }

    @Test
    void comesHomeFromAnotherPopUnlessItMayMove() {
        spare = "203.0.113.99";
        allowed = ANOTHER_POP;
        until("AnotherPoP 203.0.113.99");
        state = TunnelState.UP;
        assertThat(step()).isInstanceOf(Step.BackHome.class);
        assertThat(standing().anotherAddress()).isNull();

        standing = null;
        state = TunnelState.DOWN;
        allowed = MOVE_POP;
        until("AnotherPoP 203.0.113.99");
        state = TunnelState.UP;
        assertThat(step()).isInstanceOf(Step.Rest.class);
        now = now.plus(Duration.ofDays(30));
        assertThat(step()).isInstanceOf(Step.Rest.class);
        assertThat(standing().anotherAddress()).as("stays there").isEqualTo("203.0.113.99");
    }

    @ParameterizedTest
    @CsvSource({
        // the other tunnel is up, has been for a while, both ends are as planned
        "false, false, true",
        "true,  false, true",
        "true,  true,  false"
    })
    void staysAtAnotherPopWhileItCannotBeSpared(boolean up, boolean well, boolean asPlanned) {
        spare = "203.0.113.99";
        allowed = ANOTHER_POP;
        until("AnotherPoP 203.0.113.99");
        state = TunnelState.UP;
        otherUp = up;
        otherWell = well;
        steady = asPlanned;
        assertThat(climb()).isEmpty();
        assertThat(standing().anotherAddress()).isEqualTo("203.0.113.99");

        otherUp = true;
        otherWell = true;
        steady = true;
        assertThat(step()).isInstanceOf(Step.BackHome.class);
        assertThat(standing()).satisfies(s -> {
            assertThat(s.anotherAddress()).isNull();
            assertThat(s.tried()).contains("AnotherPoP");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTunnelThatWasWellAtAnotherPopIsGivenTimeAndResetThereBeforeItIsMoved(boolean move) {
        spare = "203.0.113.99";
        allowed = move ? MOVE_POP : ANOTHER_POP;
        otherUp = move;
        until("AnotherPoP 203.0.113.99");
        state = TunnelState.UP;
        now = now.plus(Duration.ofDays(25));
        cameUp = now.minus(RepairLadder.CALM).plusSeconds(1);
        assertThat(step())
                .as("up for too short a while")
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.lookAgain()).isEqualTo(Duration.ofSeconds(1)));
        now = now.plusSeconds(1);
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.reason()).isEqualTo(RepairLadder.SETTLED));
        assertThat(step())
                .as("said once")
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.reason()).isNull());
        now = now.plus(Duration.ofDays(1));

        state = TunnelState.DOWN;
        spare = "203.0.113.100";
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.lookAgain()).isEqualTo(RepairLadder.FIRST_WAIT));
        assertThat(standing().anotherAddress()).isEqualTo("203.0.113.99");
        climbUntil("Reset");
        assertThat(standing().anotherAddress()).isEqualTo("203.0.113.99");

        state = TunnelState.UP;
        cameUp = now;
        now = now.plus(RepairLadder.CALM);
        step();
        assertThat(standing().anotherAddress()).as("well there again").isEqualTo("203.0.113.99");
        assertThat(standing().attempt()).isZero();

        state = TunnelState.DOWN;
        assertThat(climb()).containsExactly("Reset", "Reset", "Reset", "AnotherPoP 203.0.113.100", "GiveUp");
    }

    @Test
    void isWellOnlyWhenItHasBeenUpForAWhileHoweverLongAgoTheLastStepWas() {
        climbUntil("Reset");
        TunnelRepair before = standing();
        now = now.plus(Duration.ofHours(1));
        state = TunnelState.UP;
        cameUp = now;
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.lookAgain()).isEqualTo(RepairLadder.CALM));
        assertThat(standing()).isEqualTo(before);
        now = now.plus(RepairLadder.CALM);
        step();
        assertThat(standing).isNull();
    }

    @Test
    void offDoesNothingAndResetOnlyOnlyResets() {
        cause = "AuthenticationMismatch";
        spare = "203.0.113.99";
        allowed = OFF;
        assertThat(climb()).isEmpty();
        assertThat(standing).isNull();

        allowed = RESET_ONLY;
        assertThat(climb()).containsExactly("Reset", "Reset", "Reset", "GiveUp");
    }

    @Test
    void withoutARouterNothingCanBeResetAndTheRestIsDone() {
        router = false;
        cause = "AuthenticationMismatch";

        assertThat(climb()).containsExactly("SEND_TUNNEL", "GiveUp");
    }

    @Test
    void waitsLongerAfterEachStep() {
        List<Duration> waits = new ArrayList<>();
        Instant before = now;
        for (int i = 0; i < 1000 && waits.size() < 4; i++) {
            if (!(step() instanceof Step.Rest)) {
                waits.add(Duration.between(before, now));
                before = now;
            }
            now = now.plusSeconds(10);
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(90), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-23T12:00:00Z", "2026-11-23T12:00:06Z", "yesterday"})
    void doesNotRestForAStepThatTheClockHasNotReached(String at) {
        standing = new TunnelRepair(RepairStep.WAITING, 0, at, 1L, null, List.of(), null, null);
        assertThat(step()).isInstanceOf(Step.Reset.class);

        standing = new TunnelRepair(RepairStep.RESET, 1, at, 1L, null, List.of("Reset1"), null, null);
        state = TunnelState.UP;
        assertThat(step()).isInstanceOf(Step.Rest.class);
        assertThat(standing).as("well").isNull();
    }

    @Test
    void doesNotRestForATunnelThatCameUpInTheFuture() {
        step();
        now = now.plus(RepairLadder.ONLY_TRAFFIC);
        state = TunnelState.NEGOTIATING;
        oneSided = true;
        cameUp = now.plus(Duration.ofDays(30));
        assertThat(step()).isInstanceOf(Step.Reset.class);
    }

    @Test
    void givesATunnelThatMayCarryTheOnlyTrafficMoreTime() {
        otherUp = false;
        oneSided = true;
        step();
        now = now.plus(RepairLadder.ONLY_TRAFFIC).minusSeconds(1);
        assertThat(step()).isInstanceOf(Step.Rest.class);
        now = now.plusSeconds(1);
        assertThat(step()).isInstanceOf(Step.Reset.class);
    }

    @Test
    void doesNothingToATunnelThatCarriesTheOnlyTrafficWhateverCatoSays() {
        otherUp = false;
        oneSided = true;
        onlyTraffic = true;
        allowed = ANOTHER_POP;
        spare = "203.0.113.99";
        cause = "AuthenticationMismatch";
        state = TunnelState.NEGOTIATING;
        assertThat(climb()).isEmpty();

        onlyTraffic = false;
        assertThat(step()).isInstanceOf(Step.Reset.class);
    }

    @Test
    void takesNoStepWhileItDoesNotKnowOrTheLineIsDownOrItFlaps() {
        step();
        now = now.plus(Duration.ofHours(9));
        TunnelRepair before = standing();

        state = TunnelState.UNKNOWN;
        assertThat(step()).isInstanceOf(Step.Rest.class);
        state = TunnelState.DOWN;
        steady = false;
        assertThat(step()).isInstanceOf(Step.Rest.class);
        steady = true;
        flapping = true;
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.reason()).isEqualTo("Flapping"));
        flapping = false;
        cause = "PPPoEDown";
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.reason()).isEqualTo("PPPoEDown"));
        assertThat(standing()).isEqualTo(before);
    }

    @Test
    void aTunnelThatComesBackSoonGoesOnWhereItStood() {
        climbUntil("Reset");
        TunnelRepair before = standing();
        state = TunnelState.UP;
        step();
        assertThat(standing()).isEqualTo(before);
        state = TunnelState.DOWN;
        step();
        assertThat(standing()).isEqualTo(before);

        state = TunnelState.UP;
        now = now.plus(RepairLadder.CALM);
        step();
        assertThat(standing).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ChildSAGroupMismatch, ", ", ChildSAGroupMismatch"})
    void whatFailsAtTheNextRenewalIsCorrectedOnceWhileAllTunnelsAreUp(@Nullable String sure, @Nullable String likely) {
        state = TunnelState.UP;
        cause = sure;
        guess = likely;

        steady = false;
        assertThat(step()).isInstanceOf(Step.Rest.class);
        steady = true;
        assertThat(climb()).containsExactly("SEND_ALGORITHMS");

        cause = null;
        guess = null;
        climb();
        assertThat(standing).as("forgotten with the cause").isNull();
    }

    @Test
    void whatAnotherTunnelsRepairHasSentForTheWholeSiteIsNotSentAgain() {
        state = TunnelState.UP;
        cause = "ChildSAGroupMismatch";
        triedForAll = List.of(Correction.SEND_ALGORITHMS);

        assertThat(climb()).isEmpty();
    }

    @Test
    void whatFailsAtTheNextRenewalIsLeftWhereOnlyResetsAreAllowed() {
        state = TunnelState.UP;
        cause = "ChildSAGroupMismatch";
        allowed = RESET_ONLY;

        assertThat(climb()).isEmpty();
    }

    @Test
    void leavesATunnelAloneThatOneEndHasJustSeenComeUp() {
        step();
        now = now.plus(RepairLadder.FIRST_WAIT);
        state = TunnelState.NEGOTIATING;
        oneSided = true;
        cameUp = now.minusSeconds(10);
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class,
                        r -> assertThat(r.lookAgain()).isEqualTo(RepairLadder.FIRST_WAIT.minusSeconds(10)));

        now = now.plus(RepairLadder.FIRST_WAIT);
        assertThat(step()).isInstanceOf(Step.Reset.class);
    }

    @Test
    void startsAnewWithAnotherManifest() {
        cause = "AuthenticationMismatch";
        climb();
        generation = 2;

        assertThat(climb()).containsExactly("Reset", "SEND_TUNNEL", "Reset", "Reset", "GiveUp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Full", "AnotherPoP", "MovePoP", "ResetOnly", "Off"})
    void anotherManifestWithTheSameHomeCutsNoTunnelThatIsUpAtAnotherPop(String then) {
        spare = "203.0.113.99";
        allowed = ANOTHER_POP;
        until("AnotherPoP 203.0.113.99");
        state = TunnelState.UP;
        otherWell = false;
        step();
        generation = 2;
        allowed = switch (then) {
            case "Full" -> FULL;
            case "AnotherPoP" -> ANOTHER_POP;
            case "MovePoP" -> MOVE_POP;
            case "ResetOnly" -> new Repair(RepairMode.RESET_ONLY, true, false);
            default -> OFF;
        };

        assertThat(climb()).isEmpty();
        assertThat(standing()).satisfies(s -> {
            assertThat(s.anotherAddress()).isEqualTo("203.0.113.99");
            assertThat(s.home()).isEqualTo("Tokyo");
            assertThat(s.generation()).isEqualTo(2);
            assertThat(s.tried()).isEmpty();
        });

        otherWell = true;
        List<String> home = then.equals("MovePoP") || then.equals("Off") ? List.of() : List.of("BackHome");
        assertThat(climb()).isEqualTo(home);
        assertThat(standing == null).as("home for good").isEqualTo(!home.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"true, Reset Reset Reset GiveUp", "false, ''"})
    void aTunnelThatIsDownAtAnotherPopGoesHomeWhenEverythingWasTriedThereAndNeverWhereNothingIsRepaired(
            boolean repairs, String steps) {
        spare = "203.0.113.99";
        allowed = ANOTHER_POP;
        until("AnotherPoP 203.0.113.99");
        generation = 2;
        allowed = repairs ? FULL : OFF;

        assertThat(String.join(" ", climb())).isEqualTo(steps);
        assertThat(standing().anotherAddress()).isEqualTo(repairs ? null : "203.0.113.99");
        assertThat(standing().home()).isEqualTo(repairs ? null : "Tokyo");
    }

    @Test
    void newEvidenceGetsItsCorrectionAlsoWhenItHadGivenUp() {
        otherUp = false;
        climb();
        cause = "DHGroupMismatch";

        assertThat(climb()).containsExactly("SEND_ALGORITHMS", "GiveUp");
    }

    @Test
    void restsUntilTheNextStepIsDue() {
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class, r -> assertThat(r.lookAgain()).isEqualTo(RepairLadder.FIRST_WAIT));
        now = now.plusSeconds(30);
        assertThat(step())
                .isInstanceOfSatisfying(
                        Step.Rest.class,
                        r -> assertThat(r.lookAgain()).isEqualTo(RepairLadder.FIRST_WAIT.minusSeconds(30)));
    }

    /** All steps until nothing more happens for a day. */
    private List<String> climb() {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 24 * 60; i++) {
            name(step()).ifPresent(taken::add);
            now = now.plus(Duration.ofMinutes(1));
        }
        return taken;
    }

    private void until(String wanted) {
        climbUntil(wanted);
    }

    private void climbUntil(String wanted) {
        for (int i = 0; i < 24 * 60; i++) {
            if (name(step()).filter(wanted::equals).isPresent()) {
                return;
            }
            now = now.plus(Duration.ofMinutes(1));
        }
        throw new AssertionError("never " + wanted + ": " + standing);
    }

    private static java.util.Optional<String> name(Step step) {
        return switch (step) {
            case Step.Rest rest -> java.util.Optional.empty();
            case Step.Reset reset -> java.util.Optional.of("Reset");
            case Step.Correct correct ->
                java.util.Optional.of(correct.correction().name());
            case Step.AnotherPoP another -> java.util.Optional.of("AnotherPoP " + another.address());
            case Step.BackHome back -> java.util.Optional.of("BackHome");
            case Step.GiveUp give -> java.util.Optional.of("GiveUp");
        };
    }

    private Step step() {
        Step step = RepairLadder.next(new Situation(
                allowed,
                state,
                router,
                steady,
                otherUp,
                otherUp && otherWell,
                oneSided,
                onlyTraffic,
                cameUp,
                flapping,
                cause,
                guess,
                triedForAll,
                spare,
                generation,
                "Tokyo",
                standing,
                now));
        standing = step.standing();
        return step;
    }

    private TunnelRepair standing() {
        return java.util.Objects.requireNonNull(standing);
    }
}
