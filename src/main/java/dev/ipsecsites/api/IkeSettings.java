package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms and lifetime of the IKE SA; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IkeSettings(
        @Nullable Encryption encryption,
        @Nullable Hash prf,
        @Nullable Hash integrity,
        @Nullable IntOrString dhGroup,
        String lifetime) {

    public IkeSettings {
        lifetime = Values.or(lifetime, "19800s");
    }
}
