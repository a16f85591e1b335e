package dev.ipsecsites.lab.cma;

/**
 * A fault to come (cato-api.md §6.6).
 *
 * @param operation the operation's name, such as {@code addIpsecIkeV2Site}; {@code *} for any
 * @param applied whether the request is carried out before it fails
 * @param times how many requests it meets; -1 for ever
 * @param delayMillis for {@link Kind#DELAY}; added to any other kind too
 * @param text for {@link Kind#UNKNOWN_ENUM}: the value that {@code connType} gets
 */
public record Fault(String operation, Kind kind, boolean applied, int times, long delayMillis, String text) {
    public enum Kind {
        HTTP_502(502),
        HTTP_503(503),
        HTTP_504(504),
        /** Under 200, {@code internal server error} with {@code DOWNSTREAM_SERVICE_ERROR}. */
        INTERNAL_ERROR(200),
        RATE_LIMIT(200),
        HTTP_429(429),
        /** The connection is closed without an answer. */
        DROP(0),
        /** Half of the answer, then the connection is closed. */
        TRUNCATE(0),
        DELAY(0),
        /** The answer carries {@code extensions.schemaViolations}. */
        SCHEMA_VIOLATIONS(0),
        /** {@code connType} gets a value outside the published enum (TF#139). */
        UNKNOWN_ENUM(0);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        /** The request gets no ordinary answer. */
        boolean fails() {
            return status != 0 || this == DROP;
        }
    }

    public static Fault once(String operation, Kind kind) {
        return new Fault(operation, kind, false, 1, 0, "");
    }

    /** Carried out, and nobody hears of it. */
    public static Fault afterwards(String operation, Kind kind) {
        return new Fault(operation, kind, true, 1, 0, "");
    }

    public Fault times(int count) {
        return new Fault(operation, kind, applied, count, delayMillis, text);
    }

    public Fault delayed(long millis) {
        return new Fault(operation, kind, applied, times, millis, text);
    }

    public Fault text(String value) {
        return new Fault(operation, kind, applied, times, delayMillis, value);
    }

    boolean meets(String name) {
        return operation.equals("*") || operation.equals(name);
    }
}
