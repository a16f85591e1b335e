package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A create call that was about to be sent: after a crash it is looked for by its mark before it is sent again. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CreateIntent(
        @JsonPropertyDescription("Operation of Cato's API that was about to be called.") @Required @Size(max = 128)
        String operation,

        @JsonPropertyDescription("What it was to create, such as the name of the site.") @Required @Size(max = 256)
        String object,

        @JsonPropertyDescription("Mark in the description by which the object is recognised as ours.")
        @Size(max = 1024)
        @Nullable
        String mark) {}
