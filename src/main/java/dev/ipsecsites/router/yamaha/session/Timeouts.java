package dev.ipsecsites.router.yamaha.session;

import java.time.Duration;

/**
 * How long to wait for a router.
 *
 * @param connect for TCP and the key exchange; an RTX810 needs seconds for it
 * @param authentication for the login
 * @param answer without a single byte from the router
 * @param whole for one command, however talkative the answer
 * @param save for {@code save}: 30 to 60 s are normal (yamaha-rtx.md §1.7)
 * @param resync silence at a prompt after which the router is asked again where it stands
 */
public record Timeouts(
        Duration connect, Duration authentication, Duration answer, Duration whole, Duration save, Duration resync) {
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(180),
            Duration.ofSeconds(90),
            Duration.ofSeconds(1));
}
