package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Algorithms of the child SAs; what is absent is chosen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChildProposal(
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
        IntOrString pfsGroup) {

    public ChildProposal {
        pfsGroup = Values.or(pfsGroup, new IntOrString("None"));
    }
}
