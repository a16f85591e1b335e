package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.diagnose.RouterCapture.Tried;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Check.Result;
import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.yamaha.show.PingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What pings that somebody typed on a router tell of its tunnels. */
final class TypedPings {
    /** Echo requests of this size or less are ordinary ones, in octets. */
    private static final int ORDINARY = 1_000;

    private static final Pattern CATO_INSIDE = Pattern.compile("10\\.254\\.254\\.(?:1|5|253)");

    private final List<Tried> pings;
    private final RouterSide router;

    TypedPings(List<Tried> pings, RouterSide router) {
        this.pings = pings;
        this.router = router;
    }

    /** What pings that somebody typed tell of a tunnel. Through the tunnels goes the preferred one's traffic. */
    List<Check> checks(int number) {
        List<Check> checks = new ArrayList<>();
        String known = router.remoteAddress(number);
        String peer = known == null ? startedTo(number) : known;
        pinged(tried -> tried.address().equals(peer))
                .ifPresent(ping -> checks.add(check(Step.POP_REACHABLE, ping, tried(ping))));
        boolean preferred = !router.peers().preference().isEmpty()
                && router.peers().preference().getFirst() == number;
        if (preferred) {
            pinged(tried -> CATO_INSIDE.matcher(tried.address()).matches() && tried.size() <= ORDINARY)
                    .ifPresent(ping -> checks.add(check(Step.PING_THROUGH_TUNNEL, ping, tried(ping))));
            large().ifPresent(checks::add);
        }
        return checks;
    }

    /** Where the router starts to, where that can only be this tunnel's far end: no other that is known of is down. */
    private @Nullable String startedTo(int number) {
        boolean only = router.numbers().stream()
                .filter(other -> other != number)
                .map(other -> router.half(other).state())
                .allMatch(state -> state != null && state.phase() == Phase.UP);
        return only ? router.startedTo() : null;
    }

    /** A large ping that is lost where an ordinary one to the same address is answered. */
    private Optional<Check> large() {
        for (Tried tried : pings) {
            Optional<Ping.Result> ordinary = tried.size() <= ORDINARY || peer(tried.address())
                    ? Optional.empty()
                    : pinged(other -> other.address().equals(tried.address()) && other.size() <= ORDINARY);
            Ping.Result large = PingReport.parse(tried.address(), tried.lines());
            if (ordinary.filter(Ping.Result::answered).isPresent() && large.sent() > 0) {
                return Optional.of(check(
                        Step.LARGE_PACKETS,
                        large,
                        tried(large) + " (" + tried.size() + " octets); " + tried(ordinary.get())));
            }
        }
        return Optional.empty();
    }

    private boolean peer(String address) {
        return router.numbers().stream().anyMatch(number -> address.equals(router.remoteAddress(number)));
    }

    private Optional<Ping.Result> pinged(Predicate<Tried> wanted) {
        return pings.stream()
                .filter(wanted)
                .map(tried -> PingReport.parse(tried.address(), tried.lines()))
                .filter(result -> result.sent() > 0)
                .reduce((before, after) -> after);
    }

    private static Check check(Step step, Ping.Result ping, String detail) {
        return new Check(step, ping.answered() ? Result.PASSED : Result.FAILED, detail);
    }

    private static String tried(Ping.Result ping) {
        return "ping " + ping.address() + ": " + ping.received() + "/" + ping.sent();
    }
}
