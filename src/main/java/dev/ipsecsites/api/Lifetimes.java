package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How long SAs live; both ends must say the same. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Lifetimes(
        @JsonPropertyDescription("Lifetime of the IKE SA, 300s to 691200s. Default 19800s, which is Cato's.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('300s') && "
                        + "duration(self) <= duration('691200s')",
                message = "ikeSA must be from 300s to 691200s; write it in s, m or h, such as 19800s")
        @Default("19800s")
        String ikeSA,

        @JsonPropertyDescription("Lifetime of the child SAs, 300s to 691200s. Default 3600s, which is Cato's.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('300s') && "
                        + "duration(self) <= duration('691200s')",
                message = "childSA must be from 300s to 691200s; write it in s, m or h, such as 3600s")
        @Default("3600s")
        String childSA) {

    /** What an absent block means. */
    public static final Lifetimes DEFAULT = new Lifetimes("19800s", "3600s");

    public Lifetimes {
        ikeSA = Values.or(ikeSA, "19800s");
        childSA = Values.or(childSA, "3600s");
    }
}
