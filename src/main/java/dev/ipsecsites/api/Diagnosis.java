package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cause that the evidence points to, and what to do. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Diagnosis(
        @Nullable String tunnel,
        @Nullable DiagnosisEnd end,
        @Required String cause,
        @Nullable Confidence confidence,
        List<String> evidence,
        @Nullable String remedy,
        Boolean repairable,
        Boolean repaired) {

    public Diagnosis {
        evidence = Values.list(evidence);
        repairable = Values.or(repairable, false);
        repaired = Values.or(repaired, false);
    }
}
