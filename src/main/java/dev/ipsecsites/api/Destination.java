package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What the router connects to: an allocated address, or a host name that Cato resolves to a PoP. */
@JsonDeserialize(using = LenientEnum.class)
public enum Destination implements WireValue {
    IPV4("IPv4"),
    FQDN("FQDN"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Destination(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
