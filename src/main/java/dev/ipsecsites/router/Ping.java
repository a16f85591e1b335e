package dev.ipsecsites.router;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Echo requests to one address, always a few: a router's ping without a count never ends (yamaha-rtx.md §5.4).
 *
 * @param address IPv4
 * @param source own address that they leave from; null takes that of the interface on the way
 * @param count 1 to {@value #MOST}
 */
public record Ping(String address, @Nullable String source, int count) {
    public static final int MOST = 10;

    public Ping {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count is " + count + ", expected 1 to " + MOST);
        }
    }

    /**
     * What came back. That nothing did is an answer, not an error.
     *
     * @param roundTrip null when nothing came back, or the router didn't say
     * @param error why nothing could be sent, in the router's words; null when it was
     */
    public record Result(
            String address,
            int sent,
            int received,
            @Nullable RoundTrip roundTrip,
            @Nullable String error) {

        public boolean answered() {
            return error == null && received > 0;
        }
    }

    /** Round-trip times. */
    public record RoundTrip(Duration least, Duration average, Duration most) {}
}
