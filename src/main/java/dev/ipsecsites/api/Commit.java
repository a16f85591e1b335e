package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How a change is verified and kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Commit(
        @JsonPropertyDescription(
                "How long a new tunnel may take to come up before the change counts as not verified, 10s "
                        + "to 1h. Default 180s.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('10s') && "
                        + "duration(self) <= duration('1h')",
                message = "verifyWithin must be from 10s to 1h; write it in s, m or h, such as 180s")
        @Default("180s")
        String verifyWithin,

        @JsonPropertyDescription(
                "AfterVerification saves the configuration once the tunnels are up; Never leaves saving "
                        + "to people, and a reboot undoes everything. Default AfterVerification.")
        @Default("AfterVerification")
        SavePolicy save,

        @JsonPropertyDescription("How often the router is asked for the state of its tunnels, 5s to 1h. Default 30s.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('5s') && "
                        + "duration(self) <= duration('1h')",
                message = "pollInterval must be from 5s to 1h; write it in s, m or h, such as 30s")
        @Default("30s")
        String pollInterval) {

    /** What an absent block means. */
    public static final Commit DEFAULT = new Commit("180s", SavePolicy.AFTER_VERIFICATION, "30s");

    public Commit {
        verifyWithin = Values.or(verifyWithin, "180s");
        save = Values.or(save, SavePolicy.AFTER_VERIFICATION);
        pollInterval = Values.or(pollInterval, "30s");
    }
}
