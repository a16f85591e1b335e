package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What happens at the far end when the resource is deleted. */
@JsonDeserialize(using = LenientEnum.class)
public enum DeletionPolicy implements WireValue {
    DELETE("Delete"),
    ORPHAN("Orphan"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    DeletionPolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
