package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms of the child SAs; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChildProposal(
        @Nullable Encryption encryption, @Nullable Hash integrity, IntOrString pfsGroup) {

    public ChildProposal {
        pfsGroup = Values.or(pfsGroup, new IntOrString("None"));
    }
}
