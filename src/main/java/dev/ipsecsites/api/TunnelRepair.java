package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the repair of a tunnel stands. Changes once a step, so that a long repair costs few writes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TunnelRepair(
        @JsonPropertyDescription(
                "Waiting: given time to come up by itself. Reset: its SAs were deleted. Corrected: something was sent"
                        + " again or changed. AnotherPoP: an address elsewhere is tried. Stalled: all that repair allows"
                        + " was tried.")
        @Required
        RepairStep step,

        @JsonPropertyDescription("Steps taken since the tunnel was last well; each waits longer than the one before.")
        @Min(0)
        @Max(1000)
        Integer attempt,

        @JsonPropertyDescription("When that step was taken (RFC 3339).") @Required @Size(max = 64)
        String at,

        @JsonPropertyDescription("metadata.generation of the manifest that is being repaired; another one starts anew.")
        @Min(0)
        @Nullable
        Long generation,

        @JsonPropertyDescription("The cause that the last correction was for.") @Size(max = 128) @Nullable
        String cause,

        @JsonPropertyDescription("Corrections made since the tunnel was last well; none is made twice.") @Size(max = 16)
        List<@Size(max = 128) String> tried,

        @JsonPropertyDescription("The address at another PoP that is used instead.") @Size(max = 64) @Nullable
        String anotherAddress,

        @JsonPropertyDescription(
                "What of the manifest decides the tunnel's own address while another one is used: once "
                        + "that is changed, the other one is given up.")
        @Size(max = 256)
        @Nullable
        String home) {

    public TunnelRepair {
        step = Values.or(step, RepairStep.WAITING);
        attempt = Values.or(attempt, 0);
        tried = Values.clip(tried, 16, 128);
        home = Values.clip(home, 256);
    }
}
