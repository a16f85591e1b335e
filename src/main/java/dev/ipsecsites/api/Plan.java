package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What would be changed, and the hash that approves exactly that. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Plan(
        @JsonPropertyDescription(
                "Identifies exactly these changes. The annotation ipsec-sites.dev/approved-plan with it will have them"
                        + " carried out (not in this version).")
        @Required
        @Size(max = 128)
        String hash,

        @JsonPropertyDescription(
                "The changes in the order in which they would be made, one line each; keys are never shown.")
        @Size(max = 2000)
        List<@Size(max = 4096) String> changes) {

    public Plan {
        changes = Values.clip(changes, 2000, 4096);
    }
}
