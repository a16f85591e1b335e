package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms of the IKE SA; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IkeProposal(
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
        IntOrString dhGroup) {}
