package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterPlan.Refused;
import org.jspecify.annotations.Nullable;

/** Ends planning: nothing may be sent. Never leaves this package; the plan carries its content. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    @Nullable
    private final String tunnel;

    RefusedException(String reason, String message, @Nullable String tunnel) {
        super(message);
        this.reason = reason;
        this.tunnel = tunnel;
    }

    Refused refused() {
        return new Refused(reason, String.valueOf(getMessage()), tunnel);
    }
}
