package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What the operator may do with the far end. */
@JsonDeserialize(using = LenientEnum.class)
public enum ManagementPolicy implements WireValue {
    ENFORCE("Enforce"),
    OBSERVE("Observe"),
    PLAN("Plan"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    ManagementPolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
