package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Liveness checks of a tunnel by the router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Keepalive(
        @JsonPropertyDescription("Time between two probes, 1s to 600s. Default 10s, which is also what Cato does.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('1s') && "
                        + "duration(self) <= duration('600s')",
                message = "interval must be from 1s to 600s; write it in s, m or h, such as 10s")
        @Default("10s")
        String interval,

        @JsonPropertyDescription("Unanswered probes after which the tunnel counts as down, 1 to 50. Default 6.")
        @Min(1)
        @Max(50)
        @Default("6")
        Integer failures) {

    /** What an absent block means. */
    public static final Keepalive DEFAULT = new Keepalive("10s", 6);

    public Keepalive {
        interval = Values.or(interval, "10s");
        failures = Values.or(failures, 6);
    }
}
