package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How the PoP of a role is found: as written, or by measured round-trip time among the candidates. */
@JsonDeserialize(using = LenientEnum.class)
public enum PopSelection implements WireValue {
    FIXED("Fixed"),
    LOWEST_RTT("LowestRTT"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    PopSelection(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
