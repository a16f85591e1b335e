package dev.ipsecsites.router;

import org.jspecify.annotations.Nullable;

/**
 * What a debug window changes on a router, as it stood before: recorded before the window is opened, so that whoever comes next can put
 * it back.
 *
 * @param tunnel number that the window is about
 * @param log the driver's own setting of how much is logged; null where none stood
 * @param ike the driver's own setting of what is logged of this tunnel's IKE messages; null where none stood
 */
public record DebugSettings(
        int tunnel, @Nullable String log, @Nullable String ike) {}
