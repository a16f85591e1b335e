package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How Cato recognises the site's end in IKE_AUTH; all but {@code IPv4} need {@link ConnectionMode#RESPONDER_ONLY}. */
@JsonDeserialize(using = LenientEnum.class)
public enum Identification implements WireValue {
    IPV4("IPv4"),
    FQDN("FQDN"),
    EMAIL("Email"),
    KEY_ID("KeyID"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Identification(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
