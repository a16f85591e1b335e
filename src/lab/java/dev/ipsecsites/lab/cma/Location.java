package dev.ipsecsites.lab.cma;

import org.jspecify.annotations.Nullable;

/** Where a site is; checked by {@link Geography}. */
record Location(
        String countryCode,
        @Nullable String stateCode,
        @Nullable String city,
        @Nullable String address,
        String timezone) {}
