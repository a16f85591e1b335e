package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Which traffic of the site goes into the tunnels. */
@JsonDeserialize(using = LenientEnum.class)
public enum Through implements WireValue {
    ALL("All"),
    LISTED("Listed"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Through(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
