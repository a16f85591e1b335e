package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Whether one allocated address may serve several sites. */
@JsonDeserialize(using = LenientEnum.class)
public enum Sharing implements WireValue {
    AVOID("Avoid"),
    ALLOWED("Allowed"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Sharing(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
