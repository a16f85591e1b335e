package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What the operator may do with the far end. */
@JsonDeserialize(using = LenientEnum.class)
public enum ManagementPolicy implements WireValue {
    ENFORCE("Enforce"),
    OBSERVE("Observe"),
    PLAN("Plan"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    /** What {@code kubectl explain} says of the field, whichever kind has it. */
    static final String EXPLAINED =
            "Enforce makes it so. Observe compares and reports, and changes nothing. Plan (not in"
                    + " this version) writes status.plan and waits for the annotation ipsec-sites.dev/approved-plan. Default"
                    + " Enforce; the strictest of the resources concerned wins (CatoSite, RouterTunnel, and their Router or"
                    + " CatoAccount).";

    private final String wire;

    ManagementPolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
