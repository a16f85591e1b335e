package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms and lifetime of the child SAs; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChildSettings(
        @Nullable Encryption encryption, @Nullable Hash integrity, IntOrString pfsGroup, String lifetime) {

    public ChildSettings {
        pfsGroup = Values.or(pfsGroup, new IntOrString("None"));
        lifetime = Values.or(lifetime, "3600s");
    }
}
