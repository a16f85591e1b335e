package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where the pre-shared key of a tunnel comes from; absent: generated. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PreSharedKey(
        @JsonPropertyDescription(
                "The Secret entry with the key: 8 to 64 letters and digits, the same at both ends. The "
                        + "Secret needs the label ipsec-sites.dev/credentials: \"true\".")
        @Required
        SecretKeyRef secretRef) {}
