package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** The numbers that the operator may use on the router; nothing else is ever written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Numbers(String tunnels, String filters) {

    /** What an absent block means. */
    public static final Numbers DEFAULT = new Numbers("1-20", "90000-90999");

    public Numbers {
        tunnels = Values.or(tunnels, "1-20");
        filters = Values.or(filters, "90000-90999");
    }
}
