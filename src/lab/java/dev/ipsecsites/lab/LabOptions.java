package dev.ipsecsites.lab;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line, as {@code -Dlab.NAME=VALUE}.
 *
 * @param once end when all sites are Ready (exit code 0) or when they are not in time (1)
 * @param sites that many generated sites instead of the examples
 * @param simulatorsOnly neither Kubernetes nor the operator: only Cato's API and the routers
 * @param wire what decides whether tunnels come up
 */
record LabOptions(boolean once, OptionalInt sites, boolean simulatorsOnly, WireKind wire) {
    private static final int MOST_SITES = 1000;

    /**
     * Reads them.
     *
     * @param property the value of a system property, null when it is not set
     * @throws IllegalArgumentException when a value means nothing; the message says what would
     */
    static LabOptions from(Function<String, @Nullable String> property) {
        return new LabOptions(
                value(property, "lab.once").map(LabOptions::flag).orElse(false),
                value(property, "lab.sites").map(LabOptions::count).orElse(OptionalInt.empty()),
                value(property, "lab.only").map(LabOptions::only).orElse(false),
                value(property, "lab.wire").map(LabOptions::wire).orElse(WireKind.COMPARED));
    }

    private static Optional<String> value(Function<String, @Nullable String> property, String name) {
        // Maven hands a property that nobody set on as an empty one.
        return Optional.ofNullable(property.apply(name)).filter(value -> !value.isBlank());
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("lab.once is true or false, not '" + value + "'");
        };
    }

    private static OptionalInt count(String value) {
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MOST_SITES) {
            throw new IllegalArgumentException(
                    "lab.sites is a number from 1 to " + MOST_SITES + ", not '" + value + "'");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    private static boolean only(String value) {
        if (!value.equals("simulators")) {
            throw new IllegalArgumentException("lab.only can be 'simulators', not '" + value + "'");
        }
        return true;
    }

    private static WireKind wire(String value) {
        return switch (value) {
            case "compared" -> WireKind.COMPARED;
            case "ike" -> WireKind.IKE;
            default -> throw new IllegalArgumentException("lab.wire is compared or ike, not '" + value + "'");
        };
    }
}
