package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms and lifetime of the child SAs; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChildSettings(
        @JsonPropertyDescription(
                "Encryption of the traffic. AES-CBC only below 100 Mbit/s at Cato. Default: the strongest"
                        + " that both ends can.")
        @Nullable
        Encryption encryption,

        @JsonPropertyDescription(
                "Integrity algorithm of the traffic; AES-GCM needs none. Default: the strongest that both"
                        + " ends can.")
        @Nullable
        Hash integrity,

        @JsonPropertyDescription(
                "Group of perfect forward secrecy, or None. On a Yamaha RTX: None, or the DH group of the"
                        + " IKE SA. Default None.")
        @ValidationRule(
                value = "string(self) in ['None', '2', '5', '14', '15', '16', '19', '20', '21']",
                message = "write None for no PFS, or the group: 2, 5, 14, 15, 16, 19, 20 or 21 (there is no Auto)")
        @Default("None")
        IntOrString pfsGroup,

        @JsonPropertyDescription("Lifetime of the child SAs, 300s to 691200s. Default 3600s, which is Cato's.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('300s') && "
                        + "duration(self) <= duration('691200s')",
                message = "lifetime must be from 300s to 691200s; write it in s, m or h, such as 3600s")
        @Default("3600s")
        String lifetime) {

    /** What an absent block means. */
    public static final ChildSettings DEFAULT = new ChildSettings(null, null, new IntOrString("None"), "3600s");

    public ChildSettings {
        pfsGroup = Values.or(pfsGroup, new IntOrString("None"));
        lifetime = Values.or(lifetime, "3600s");
    }
}
