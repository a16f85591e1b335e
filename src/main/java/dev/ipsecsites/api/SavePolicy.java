package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** When the running configuration is saved. */
@JsonDeserialize(using = LenientEnum.class)
public enum SavePolicy implements WireValue {
    AFTER_VERIFICATION("AfterVerification"),
    NEVER("Never"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    SavePolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
