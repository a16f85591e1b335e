package dev.ipsecsites.router.yamaha.show;

import org.jspecify.annotations.Nullable;

/**
 * What a plan needs beside the configuration so as not to cut off the session that carries it out (DESIGN §9.3).
 *
 * @param sessionSource address that this session comes from, as the router sees it; null when the router didn't say
 * @param routes the routes in force
 */
public record Surroundings(@Nullable String sessionSource, RouteTable routes) {
    /** Nothing is known. */
    public static final Surroundings UNKNOWN = new Surroundings(null, RouteTable.EMPTY);
}
