package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How sure a diagnosis is. */
@JsonDeserialize(using = LenientEnum.class)
public enum Confidence implements WireValue {
    CERTAIN("Certain"),
    LIKELY("Likely"),
    POSSIBLE("Possible"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Confidence(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
