package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms and lifetime of the IKE SA; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IkeSettings(
        @JsonPropertyDescription("Encryption of the IKE SA. Default: the strongest that both ends can.") @Nullable
        Encryption encryption,

        @JsonPropertyDescription("Pseudo-random function of the IKE SA. A Yamaha RTX has one setting for prf and "
                + "integrity. Default: the strongest that both ends can.")
        @Nullable
        Hash prf,

        @JsonPropertyDescription(
                "Integrity algorithm of the IKE SA; AES-GCM needs none. Default: the strongest that both "
                        + "ends can.")
        @Nullable
        Hash integrity,

        @JsonPropertyDescription(
                "Diffie-Hellman group: 2 (1024 bit), 5 (1536), 14 (2048), 15 (3072), 16 (4096), 19 (ECP "
                        + "256), 20 (ECP 384) or 21 (ECP 521). Both ends must have the same one. Default: the "
                        + "strongest that both ends can.")
        @ValidationRule(
                value = "string(self) in ['2', '5', '14', '15', '16', '19', '20', '21']",
                message = "a DH group is needed: write 2, 5, 14, 15, 16, 19, 20 or 21 (Auto and None exist neither "
                        + "in Cato's init message nor on the router)")
        @Nullable
        IntOrString dhGroup,

        @JsonPropertyDescription("Lifetime of the IKE SA, 300s to 691200s. Default 19800s, which is Cato's.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('300s') && "
                        + "duration(self) <= duration('691200s')",
                message = "lifetime must be from 300s to 691200s; write it in s, m or h, such as 3600s")
        @Default("19800s")
        String lifetime) {

    /** What an absent block means. */
    public static final IkeSettings DEFAULT = new IkeSettings(null, null, null, null, "19800s");

    public IkeSettings {
        lifetime = Values.or(lifetime, "19800s");
    }
}
