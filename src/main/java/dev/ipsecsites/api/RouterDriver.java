package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** The family of routers, which is the driver that talks to it. */
@JsonDeserialize(using = LenientEnum.class)
public enum RouterDriver implements WireValue {
    YAMAHA_RTX("YamahaRTX"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    RouterDriver(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
