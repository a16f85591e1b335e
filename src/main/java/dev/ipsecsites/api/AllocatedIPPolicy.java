package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What the operator may do with the account's allocated addresses. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatedIPPolicy(
        @JsonPropertyDescription(
                "WhenMissing allocates an address where a site needs one in a PoP and none is free; Never"
                        + " only uses what is there. Default WhenMissing.")
        @Default("WhenMissing")
        Allocation allocation,

        @JsonPropertyDescription(
                "Avoid gives each tunnel role an address of its own. Allowed shares an address once the "
                        + "limit is reached; the public addresses of the sites that share must differ. Default "
                        + "Avoid.")
        @Default("Avoid")
        Sharing sharing,

        @JsonPropertyDescription(
                "WhenUnused gives addresses back that the operator itself allocated, once no site uses "
                        + "them; Never keeps them. Addresses allocated by others are never released. Default "
                        + "WhenUnused.")
        @Default("WhenUnused")
        Release release,

        @JsonPropertyDescription(
                "Never allocate past this total of the account. Default: what the licence says, else 3, "
                        + "which Cato includes (further ones are charged).")
        @Min(0)
        @Max(10000)
        @Nullable
        Integer maximum) {

    /** What an absent block means. */
    public static final AllocatedIPPolicy DEFAULT =
            new AllocatedIPPolicy(Allocation.WHEN_MISSING, Sharing.AVOID, Release.WHEN_UNUSED, null);

    public AllocatedIPPolicy {
        allocation = Values.or(allocation, Allocation.WHEN_MISSING);
        sharing = Values.or(sharing, Sharing.AVOID);
        release = Values.or(release, Release.WHEN_UNUSED);
    }
}
