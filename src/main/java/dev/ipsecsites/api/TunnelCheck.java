package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One thing that was looked at to tell whether a tunnel works. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TunnelCheck(
        @JsonPropertyDescription("What was looked at, such as PoPReachable.") @Required @Size(max = 64)
        String check,

        @JsonPropertyDescription(
                "Passed, Failed, Unknown when it could not be looked at, or Skipped when that made no sense.")
        @Default("Unknown")
        CheckResult result,

        @JsonPropertyDescription("What was found, without keys.") @Size(max = 1024) @Nullable
        String detail) {

    public TunnelCheck {
        detail = Values.clip(detail, 1024);
        result = Values.or(result, CheckResult.UNKNOWN);
    }
}
