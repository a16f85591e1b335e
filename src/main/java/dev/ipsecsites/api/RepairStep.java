package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** How far the repair of a tunnel has come. */
@JsonDeserialize(using = LenientEnum.class)
public enum RepairStep implements WireValue {
    /** Down, and given time to come up by itself. */
    WAITING("Waiting"),
    /** Its SAs were deleted at the router, so that both ends negotiate anew. */
    RESET("Reset"),
    /** Something of ours was sent again or changed. */
    CORRECTED("Corrected"),
    /** An address at another PoP is tried. */
    ANOTHER_POP("AnotherPoP"),
    /** Everything that is allowed was tried; a person has to look. */
    STALLED("Stalled"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    RepairStep(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
