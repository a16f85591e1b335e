package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The allocated addresses of the account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedIPs(
        @JsonPropertyDescription("How many addresses the licence of the account allows.") @Min(0) @Nullable
        Integer total,

        @JsonPropertyDescription("How many of them are allocated.") @Min(0) @Nullable
        Integer used,

        @JsonPropertyDescription("Each allocated address and who holds it; those that a site uses first.")
        @Size(max = 1000)
        List<AllocatedAddress> addresses) {

    public AllocatedIPs {
        addresses = Values.list(addresses, 1000);
    }
}
