package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others did to a site at Cato, as its audit trail tells. Changes only when something new stands there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoChanges(
        @JsonPropertyDescription("Changes up to this moment have been dealt with (RFC 3339).") @Required @Size(max = 64)
        String until,

        @JsonPropertyDescription("Names under which Cato's audit trail has the API keys of this operator, learnt from"
                + " what it sent itself.")
        @Size(max = 4)
        List<@Size(max = 256) String> ownKeys,

        @JsonPropertyDescription("Who else changed the site last.") @Size(max = 300) @Nullable
        String by,

        @JsonPropertyDescription("When that was (RFC 3339).") @Size(max = 64) @Nullable
        String at,

        @JsonPropertyDescription("Settings that may be others' since then: Cato doesn't return them, and they have not"
                + " been sent again.")
        @Size(max = 8)
        List<@Size(max = 64) String> unsent) {

    public CatoChanges {
        ownKeys = Values.clip(ownKeys, 4, 256);
        unsent = Values.clip(unsent, 8, 64);
    }
}
