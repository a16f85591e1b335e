package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;

/** The native commit-confirm: one timer a console (yamaha-rtx.md §5.2). */
final class Rollback {
    private Rollback() {}

    static void arm(Call c, Configuration back, long seconds) {
        Router router = c.router();
        router.timers().set(name(c), router.clock().instant().plus(Duration.ofSeconds(seconds)), () -> {
            router.change(now -> back);
            router.log().add("Configuration was rolled back by rollback timer");
        });
    }

    static void cancel(Call c) {
        c.router().timers().cancel(name(c));
    }

    private static String name(Call c) {
        return "rollback " + c.console().number();
    }
}
