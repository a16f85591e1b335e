package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How the last transaction on a router ended. */
@JsonDeserialize(using = LenientEnum.class)
public enum TransactionResult implements WireValue {
    COMMITTED("Committed"),
    ROLLED_BACK("RolledBack"),
    REFUSED("Refused"),
    NOT_VERIFIED("NotVerified"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    TransactionResult(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
