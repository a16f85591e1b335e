package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** An encryption algorithm of an IKE or child SA. */
@JsonDeserialize(using = LenientEnum.class)
public enum Encryption implements WireValue {
    AES_CBC_128("AES-CBC-128"),
    AES_CBC_256("AES-CBC-256"),
    AES_GCM_128("AES-GCM-128"),
    AES_GCM_256("AES-GCM-256"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    Encryption(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
