package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Whether the operator may ask Cato for new addresses. */
@JsonDeserialize(using = LenientEnum.class)
public enum Allocation implements WireValue {
    WHEN_MISSING("WhenMissing"),
    NEVER("Never"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Allocation(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
