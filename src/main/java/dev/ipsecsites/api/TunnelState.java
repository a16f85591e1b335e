package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What both polled ends say of a tunnel. */
@JsonDeserialize(using = LenientEnum.class)
public enum TunnelState implements WireValue {
    UNKNOWN("Unknown"),
    DOWN("Down"),
    NEGOTIATING("Negotiating"),
    UP("Up"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    TunnelState(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
