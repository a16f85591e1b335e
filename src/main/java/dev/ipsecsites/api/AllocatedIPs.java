package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The allocated addresses of the account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedIPs(
        @Nullable Integer total, @Nullable Integer used, List<AllocatedAddress> addresses) {

    public AllocatedIPs {
        addresses = Values.list(addresses);
    }
}
