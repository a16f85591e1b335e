package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.operator.router.Verification.Aspect;
import dev.ipsecsites.operator.router.Verification.Holds;
import dev.ipsecsites.router.RouterObservation.ChildSa;
import dev.ipsecsites.router.RouterObservation.ChildSa.Direction;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
    private static final Proposal MEANT = new Proposal(
            new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, DhGroup.MODP_1024),
            new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null));
    private static final IkeSa IKE = ike("AES256_CBC", "HMAC_SHA2_256", "HMAC_SHA2_256_128", "MODP_1024");
    private static final ChildSa SEND = child(Direction.SEND, "AES256_CBC", "HMAC_SHA2_256_128");
    private static final ChildSa RECEIVE = child(Direction.RECEIVE, "AES256_CBC", "HMAC_SHA2_256_128");

    static Stream<Arguments> verdicts() {
        return Stream.of(
                row(
                        "the article's tunnel",
                        state(Phase.UP, KeepaliveState.OK, IKE, SEND, RECEIVE),
                        Liveness.Life.ALIVE,
                        true,
                        "INTERFACE=YES IKE_SA=YES CHILD_SAS=YES ALGORITHMS=YES COUNTERS=YES KEEPALIVE=YES ROUTE=UNKNOWN"
                                + " POP_REACHABLE=YES"),
                row(
                        "down",
                        state(Phase.DOWN, KeepaliveState.UNKNOWN, null),
                        Liveness.Life.UNKNOWN,
                        false,
                        "INTERFACE=NO IKE_SA=NO CHILD_SAS=NO ALGORITHMS=UNKNOWN COUNTERS=UNKNOWN KEEPALIVE=UNKNOWN"
                                + " ROUTE=UNKNOWN POP_REACHABLE=NO"),
                row(
                        "phase 1 only",
                        state(Phase.NEGOTIATING, KeepaliveState.UNKNOWN, IKE),
                        Liveness.Life.UNKNOWN,
                        null,
                        "INTERFACE=NO IKE_SA=YES CHILD_SAS=NO ALGORITHMS=YES COUNTERS=UNKNOWN KEEPALIVE=UNKNOWN"
                                + " ROUTE=UNKNOWN POP_REACHABLE=UNKNOWN"),
                row(
                        "one direction only",
                        state(Phase.NEGOTIATING, KeepaliveState.UNKNOWN, IKE, SEND),
                        Liveness.Life.UNKNOWN,
                        null,
                        "INTERFACE=NO IKE_SA=YES CHILD_SAS=NO ALGORITHMS=YES COUNTERS=UNKNOWN KEEPALIVE=UNKNOWN"
                                + " ROUTE=UNKNOWN POP_REACHABLE=UNKNOWN"),
                row(
                        "one way",
                        state(Phase.UP, KeepaliveState.FAILING, IKE, SEND, RECEIVE),
                        Liveness.Life.ONE_WAY,
                        true,
                        "INTERFACE=YES IKE_SA=YES CHILD_SAS=YES ALGORITHMS=YES COUNTERS=NO KEEPALIVE=NO ROUTE=UNKNOWN"
                                + " POP_REACHABLE=YES"),
                row(
                        "an answer that can't be read",
                        state(Phase.UNKNOWN, KeepaliveState.UNKNOWN, null),
                        Liveness.Life.UNKNOWN,
                        null,
                        "INTERFACE=UNKNOWN IKE_SA=UNKNOWN CHILD_SAS=UNKNOWN ALGORITHMS=UNKNOWN COUNTERS=UNKNOWN"
                                + " KEEPALIVE=UNKNOWN ROUTE=UNKNOWN POP_REACHABLE=UNKNOWN"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verdicts")
    void verdictOf(String what, TunnelState state, Liveness.Life life, @Nullable Boolean pop, String expected) {
        Verification verification = Verification.of(MEANT, state, life, null, pop);
        assertThat(text(verification)).isEqualTo(expected);
        assertThat(verification.flaw()).isEmpty();
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of(
                        ike("AES128_CBC", "HMAC_SHA2_256", "HMAC_SHA2_256_128", "MODP_1024"),
                        RECEIVE,
                        "IKE encryption is AES-CBC-128, expected AES-CBC-256"),
                Arguments.of(
                        ike("AES256_CBC", "HMAC_SHA1", "HMAC_SHA2_256_128", "MODP_1024"),
                        RECEIVE,
                        "PRF is SHA1, expected SHA2-256"),
                Arguments.of(
                        ike("AES256_CBC", "HMAC_SHA2_256", "HMAC_SHA1_96", "MODP_1024"),
                        RECEIVE,
                        "IKE integrity is SHA1, expected SHA2-256"),
                Arguments.of(
                        ike("AES256_CBC", "HMAC_SHA2_256", "HMAC_SHA2_256_128", "MODP_2048"),
                        RECEIVE,
                        "DH group is DH group 14 (MODP-2048), expected DH group 2 (MODP-1024)"),
                Arguments.of(
                        IKE,
                        child(Direction.RECEIVE, "AES256_CBC", "HMAC_SHA1_96"),
                        "ESP integrity is SHA1, expected SHA2-256"),
                Arguments.of(
                        IKE,
                        child(Direction.RECEIVE, "AES128_CBC", "HMAC_SHA2_256_128"),
                        "ESP encryption is AES-CBC-128, expected AES-CBC-256"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void anAlgorithmThatWasNotMeantIsNamed(IkeSa ike, ChildSa receive, String words) {
        Verification verification = Verification.of(
                MEANT, state(Phase.UP, KeepaliveState.OK, ike, SEND, receive), Liveness.Life.ALIVE, null, true);
        assertThat(verification.holds(Aspect.ALGORITHMS)).isEqualTo(Holds.NO);
        assertThat(verification.flaw()).hasValueSatisfying(flaw -> {
            assertThat(flaw.reason()).isEqualTo("AlgorithmsDiffer");
            assertThat(flaw.message()).contains(words);
        });
    }

    @Test
    void whatTheRouterDoesntPrintIsNoMismatch() {
        IkeSa bare = ike(null, null, null, null);
        IkeSa noLength = ike("AES-CBC", "HMAC-SHA-1", null, "a new one");
        assertThat(Verification.of(
                                MEANT,
                                state(Phase.UP, KeepaliveState.OK, bare, SEND, RECEIVE),
                                Liveness.Life.ALIVE,
                                null,
                                true)
                        .holds(Aspect.ALGORITHMS))
                .isEqualTo(Holds.YES);
        assertThat(Verification.of(MEANT, state(Phase.UP, KeepaliveState.OK, noLength), Liveness.Life.ALIVE, null, true)
                        .holds(Aspect.ALGORITHMS))
                .as("the PRF can be read")
                .isEqualTo(Holds.NO);
    }

    private static String text(Verification verification) {
        return verification.points().stream()
                .map(p -> Map.entry(p.aspect(), p.holds()).toString())
                .collect(Collectors.joining(" "));
    }

    private static Arguments row(
            String what, TunnelState state, Liveness.Life life, @Nullable Boolean pop, String expected) {
        return Arguments.of(what, state, life, pop, expected);
    }

    private static TunnelState state(Phase phase, KeepaliveState keepalive, @Nullable IkeSa ike, ChildSa... children) {
        return new TunnelState(1, phase, null, 10, 10, keepalive, ike, List.of(children));
    }

    private static IkeSa ike(
            @Nullable String encryption, @Nullable String prf, @Nullable String integrity, @Nullable String group) {
        return new IkeSa(1, null, encryption, prf, integrity, group, "spi");
    }

    private static ChildSa child(Direction direction, String encryption, String integrity) {
        return new ChildSa(direction == Direction.SEND ? 2 : 3, direction, null, encryption, integrity);
    }
}
