package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What Cato is told of the encryption: a fixed algorithm, or {@code Auto}. */
@JsonDeserialize(using = LenientEnum.class)
public enum MessageEncryption implements WireValue {
    AUTO("Auto"),
    AES_CBC_128("AES-CBC-128"),
    AES_CBC_256("AES-CBC-256"),
    AES_GCM_128("AES-GCM-128"),
    AES_GCM_256("AES-GCM-256"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    MessageEncryption(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
