package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One allocated address and who uses it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedAddress(
        @Required String address, @Nullable String popLocation, List<String> sites, Boolean managed) {

    public AllocatedAddress {
        sites = Values.list(sites);
        managed = Values.or(managed, false);
    }
}
