package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Whether addresses that the operator allocated go back to Cato. */
@JsonDeserialize(using = LenientEnum.class)
public enum Release implements WireValue {
    WHEN_UNUSED("WhenUnused"),
    NEVER("Never"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Release(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
