package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** Liveness checks of a tunnel by the router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Keepalive(String interval, Integer failures) {

    /** What an absent block means. */
    public static final Keepalive DEFAULT = new Keepalive("10s", 6);

    public Keepalive {
        interval = Values.or(interval, "10s");
        failures = Values.or(failures, 6);
    }
}
