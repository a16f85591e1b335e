package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One entry of a Secret of the same namespace; the Secret needs the label {@link Api#CREDENTIALS}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretKeyRef(
        @JsonPropertyDescription("Name of the Secret, in the same namespace. The Secret needs the label "
                + "ipsec-sites.dev/credentials: \"true\", else it is not read.")
        @Required
        @ObjectName
        String name,

        @JsonPropertyDescription("Entry of the Secret that holds the value.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[-._a-zA-Z0-9]+$")
        String key) {}
