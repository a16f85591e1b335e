package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.MockKube;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The process dies between any two steps at the router or at the API server; whoever comes next reaches the same end state. */
@Order(9)
class CrashTest {
    private static final Set<String> UP =
            Set.of("tunnel 1 one 203.0.113.10", "tunnel 2 two 203.0.113.10", "route default tunnel 1 tunnel 2");

    private final MockKube kube = new MockKube();

    @AfterEach
    void close() {
        kube.close();
    }

    @Test
    void aDeathAtAnyStepAtTheRouterEndsInTheSameState() {
        int step = 0;
        boolean died;
        do {
            try (RouterWorld world = world()) {
                world.router.stepsToLive = step;
                died = untilDeath(world, 4);
                world.router.stepsToLive = -1;
                world.restart();
                world.rounds(4);
                assertUp(world, "step " + step);
            }
            step++;
        } while (died);
        assertThat(step).as("steps that a death could part").isGreaterThan(10);
    }

    @Test
    void aDeathAtAnyStepOfRemovingLeavesNothing() {
        int step = 0;
        boolean died;
        do {
            try (RouterWorld world = world()) {
                world.rounds(4);
                world.client().resources(RouterTunnel.class).inNamespace("net").delete();
                world.client().resources(Router.class).inNamespace("net").delete();
                world.router.stepsToLive = step;
                died = untilDeath(world, 4);
                world.router.stepsToLive = -1;
                world.restart();
                world.rounds(4);
                assertThat(world.router.saved).as("step " + step).containsExactly(FakeRouter.OWN_ROUTE);
                assertThat(world.router.running).as("step " + step).isEqualTo(world.router.saved);
                assertThat(world.tunnel("one")).as("step " + step).isNull();
                assertThat(world.router("rt")).as("step " + step).isNull();
            }
            step++;
        } while (died);
        assertThat(step).isGreaterThan(8);
    }

    @Test
    void aRequestToTheApiServerThatFailsAnywhereEndsInTheSameState() {
        int write = 0;
        boolean failed;
        do {
            try (RouterWorld world = world()) {
                failed = failingAt(world, write, false);
                world.rounds(4);
                assertUp(world, "write " + write);
            }
            write++;
        } while (failed);
        assertThat(write).isGreaterThan(10);
    }

    @Test
    void aDeathBeforeAnyRequestToTheApiServerEndsInTheSameState() {
        int write = 0;
        boolean failed;
        do {
            try (RouterWorld world = world()) {
                failed = failingAt(world, write, true);
                world.rounds(4);
                assertUp(world, "write " + write);
            }
            write++;
        } while (failed);
        assertThat(write).isGreaterThan(10);
    }

    /** Lets the {@code write}-th write fail, with all that follow until the process starts again if it dies. */
    private static boolean failingAt(RouterWorld world, int write, boolean dies) {
        int first = world.kube.writes() + write + 1;
        boolean[] failed = {false};
        world.kube.failWrites(n -> {
            boolean fails = dies ? n >= first : n == first;
            failed[0] |= fails;
            return fails;
        });
        for (int i = 0; i < 4; i++) {
            try {
                world.round();
            } catch (KubernetesClientException e) {
                if (dies) {
                    break;
                }
            }
        }
        world.kube.failWrites(n -> false);
        if (dies) {
            world.restart();
        }
        return failed[0];
    }

    private RouterWorld world() {
        RouterWorld world = new RouterWorld(kube);
        world.router("rt", "");
        world.tunnel("one", "");
        world.tunnel("two", "");
        world.router.willing.addAll(Set.of(1, 2));
        return world;
    }

    private static boolean untilDeath(RouterWorld world, int rounds) {
        try {
            world.rounds(rounds);
            return false;
        } catch (FakeRouter.Killed killed) {
            return true;
        }
    }

    private static void assertUp(RouterWorld world, String when) {
        assertThat(world.router.saved).as(when).containsExactlyInAnyOrderElementsOf(UP);
        assertThat(world.router.running).as(when).isEqualTo(world.router.saved);
        assertThat(world.condition(world.router("rt"), Conditions.READY).status())
                .as(when)
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).status())
                .as(when)
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(world.router("rt").statusOrEmpty().replacedRoute()).as(when).isEqualTo(FakeRouter.OWN_ROUTE);
    }
}
