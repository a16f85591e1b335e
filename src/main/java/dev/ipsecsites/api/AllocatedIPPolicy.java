package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What the operator may do with the account's allocated addresses. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedIPPolicy(
        Allocation allocation,
        Sharing sharing,
        Release release,
        @Nullable Integer maximum) {

    /** What an absent block means. */
    public static final AllocatedIPPolicy DEFAULT =
            new AllocatedIPPolicy(Allocation.WHEN_MISSING, Sharing.AVOID, Release.WHEN_UNUSED, null);

    public AllocatedIPPolicy {
        allocation = Values.or(allocation, Allocation.WHEN_MISSING);
        sharing = Values.or(sharing, Sharing.AVOID);
        release = Values.or(release, Release.WHEN_UNUSED);
    }
}
