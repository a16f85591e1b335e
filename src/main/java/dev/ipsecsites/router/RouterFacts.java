package dev.ipsecsites.router;

import org.jspecify.annotations.Nullable;

/** What a router says of itself. {@code model} as printed, such as {@code RTX1300}; {@code firmware} such as {@code Rev.23.00.17}. */
public record RouterFacts(
        String model, String firmware, @Nullable String serial) {}
