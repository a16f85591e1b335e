package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** Who may initiate the IKE negotiation. {@code Bidirectional} is the console's "Initiate connection by Cato". */
@JsonDeserialize(using = LenientEnum.class)
public enum ConnectionMode implements WireValue {
    BIDIRECTIONAL("Bidirectional"),
    RESPONDER_ONLY("ResponderOnly"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    ConnectionMode(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
