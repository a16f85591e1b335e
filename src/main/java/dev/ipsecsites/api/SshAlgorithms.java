package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Which SSH algorithms are offered to a router. */
@JsonDeserialize(using = LenientEnum.class)
public enum SshAlgorithms implements WireValue {
    DEFAULT("Default"),
    LEGACY("Legacy"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    SshAlgorithms(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
