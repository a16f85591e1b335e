package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What the operator does when a tunnel does not come up. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Repair(
        @JsonPropertyDescription("Full: reset the tunnel, then correct what the evidence shows and is ours. ResetOnly: "
                + "only reset. Off: only report; a tunnel that is at another PoP by then stays there. Default Full. Write \"Off\" in quotes, YAML takes it for "
                + "false.")
        @Default("Full")
        RepairMode mode,

        @JsonPropertyDescription(
                "May try an address in another PoP that the account holds already, when everything else is excluded,"
                        + " to find out whether the PoP is at fault; the role goes back unless movePoP is true. Default"
                        + " false.")
        @Default("false")
        Boolean anotherPoP,

        @JsonPropertyDescription("May move a role to a PoP that works, or with popSelection LowestRTT to one that is "
                + "clearly faster while the other tunnel is up. Default false.")
        @Default("false")
        Boolean movePoP) {

    /** What an absent block means. */
    public static final Repair DEFAULT = new Repair(RepairMode.FULL, false, false);

    public Repair {
        mode = Values.or(mode, RepairMode.FULL);
        anotherPoP = Values.or(anotherPoP, false);
        movePoP = Values.or(movePoP, false);
    }
}
