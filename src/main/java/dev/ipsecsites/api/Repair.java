package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** What the operator does when a tunnel does not come up. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Repair(RepairMode mode, Boolean anotherPoP, Boolean movePoP) {

    /** What an absent block means. */
    public static final Repair DEFAULT = new Repair(RepairMode.FULL, false, false);

    public Repair {
        mode = Values.or(mode, RepairMode.FULL);
        anotherPoP = Values.or(anotherPoP, false);
        movePoP = Values.or(movePoP, false);
    }
}
