package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cause that the evidence points to, and what to do. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Diagnosis(
        @JsonPropertyDescription("Tunnel that it is about, such as PRIMARY1.") @Size(max = 64) @Nullable
        String tunnel,

        @JsonPropertyDescription("Where the cause lies: Router, Cato, Path (between them) or Manifest.") @Nullable
        DiagnosisEnd end,

        @JsonPropertyDescription("The cause in one word, such as DHGroupMismatch.") @Required @Size(max = 128)
        String cause,

        @JsonPropertyDescription("Certain when the evidence allows nothing else, else Likely or Possible.") @Nullable
        Confidence confidence,

        @JsonPropertyDescription("What it was concluded from: lines of logs, values of both ends.") @Size(max = 20)
        List<@Size(max = 2048) String> evidence,

        @JsonPropertyDescription("What to do about it.") @Size(max = 2048) @Nullable
        String remedy,

        @JsonPropertyDescription("True: the operator can repair it, and does so if repair.mode allows.")
        Boolean repairable,

        @JsonPropertyDescription("True: the operator has repaired it.")
        Boolean repaired) {

    public Diagnosis {
        evidence = Values.clip(evidence, 20, 2048);
        remedy = Values.clip(remedy, 2048);
        repairable = Values.or(repairable, false);
        repaired = Values.or(repaired, false);
    }
}
