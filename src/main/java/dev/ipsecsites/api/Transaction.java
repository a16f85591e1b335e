package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The last set of changes that was sent to the router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Transaction(
        @JsonPropertyDescription("Identifies the transaction in logs and events.") @Required @Size(max = 128)
        String id,

        @JsonPropertyDescription("Committed: verified and saved. RolledBack: undone. Refused: nothing was sent. "
                + "NotVerified: the lines stay, unsaved, because a tunnel did not come up in time.")
        @Nullable
        TransactionResult result,

        @JsonPropertyDescription("Number of lines that were added, changed or removed.") @Min(0) @Nullable
        Integer changedLines) {}
