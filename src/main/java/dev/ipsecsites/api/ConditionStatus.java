package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** The three values of a condition, as in metav1. */
@JsonDeserialize(using = LenientEnum.class)
public enum ConditionStatus implements WireValue {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    ConditionStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
