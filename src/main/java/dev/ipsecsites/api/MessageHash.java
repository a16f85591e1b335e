package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What Cato is told of PRF or integrity: a fixed hash, or {@code Auto}. */
@JsonDeserialize(using = LenientEnum.class)
public enum MessageHash implements WireValue {
    AUTO("Auto"),
    SHA1("SHA1"),
    SHA2_256("SHA2-256"),
    SHA2_384("SHA2-384"),
    SHA2_512("SHA2-512"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    MessageHash(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
