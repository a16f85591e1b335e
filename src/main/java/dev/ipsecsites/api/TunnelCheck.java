package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One thing that was looked at to tell whether a tunnel works. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TunnelCheck(
        @Required String check,
        CheckResult result,
        @Nullable String detail) {

    public TunnelCheck {
        result = Values.or(result, CheckResult.UNKNOWN);
    }
}
