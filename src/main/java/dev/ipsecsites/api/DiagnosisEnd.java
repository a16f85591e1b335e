package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** The end at which a cause lies. */
@JsonDeserialize(using = LenientEnum.class)
public enum DiagnosisEnd implements WireValue {
    ROUTER("Router"),
    CATO("Cato"),
    PATH("Path"),
    MANIFEST("Manifest"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    DiagnosisEnd(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
