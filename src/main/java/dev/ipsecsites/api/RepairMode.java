package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How far the operator goes to bring a tunnel up again. */
@JsonDeserialize(using = LenientEnum.class)
public enum RepairMode implements WireValue {
    FULL("Full"),
    RESET_ONLY("ResetOnly"),
    OFF("Off"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    RepairMode(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
