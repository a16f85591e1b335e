package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** The outcome of one check of a tunnel. */
@JsonDeserialize(using = LenientEnum.class)
public enum CheckResult implements WireValue {
    PASSED("Passed"),
    FAILED("Failed"),
    UNKNOWN("Unknown"),
    /** There was no need, or no sense in it after what was found before. */
    SKIPPED("Skipped"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    CheckResult(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
