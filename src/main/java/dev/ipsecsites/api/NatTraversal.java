package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Whether IKE and ESP travel in UDP 4500. */
@JsonDeserialize(using = LenientEnum.class)
public enum NatTraversal implements WireValue {
    AUTO("Auto"),
    ON("On"),
    OFF("Off"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    NatTraversal(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
