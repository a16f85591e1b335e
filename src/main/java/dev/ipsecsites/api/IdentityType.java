package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** The type of an IKE identity. */
@JsonDeserialize(using = LenientEnum.class)
public enum IdentityType implements WireValue {
    IPV4("IPv4"),
    FQDN("FQDN"),
    EMAIL("Email"),
    KEY_ID("KeyID"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    IdentityType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
