package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One allocated address and who uses it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedAddress(
        @JsonPropertyDescription("The allocated address.") @Required @Size(max = 45)
        String address,

        @JsonPropertyDescription("PoP where it is.") @Size(max = 256) @Nullable
        String popLocation,

        @JsonPropertyDescription("Names of the sites that use it.") @Size(max = 1000)
        List<@Size(max = 256) String> sites,

        @JsonPropertyDescription("True: allocated by this operator, which releases it when nothing uses it.")
        Boolean managed) {

    public AllocatedAddress {
        sites = Values.clip(sites, 1000, 256);
        managed = Values.or(managed, false);
    }
}
