package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A line of ours that somebody changed by hand. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Drift(
        @JsonPropertyDescription("What the line is about.") @Required @Size(max = 4096)
        String line,

        @JsonPropertyDescription("The line as it should be, without keys; absent if it should not be there.")
        @Size(max = 4096)
        @Nullable
        String expected,

        @JsonPropertyDescription("The line as it is, without keys; absent if it is gone.") @Size(max = 4096) @Nullable
        String found) {

    public Drift {
        line = Values.whole(line, 4096);
        expected = Values.clip(expected, 4096);
        found = Values.clip(found, 4096);
    }
}
