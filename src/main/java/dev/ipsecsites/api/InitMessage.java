package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** What Cato is told for IKE_SA_INIT. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InitMessage(
        @JsonPropertyDescription("Auto, or a fixed algorithm equal to proposal.ike.encryption. Default Auto.")
        @Default("Auto")
        MessageEncryption encryption,

        @JsonPropertyDescription("Auto, or a fixed hash equal to proposal.ike.prf. Default Auto.") @Default("Auto")
        MessageHash prf,

        @JsonPropertyDescription("Auto, or a fixed hash equal to proposal.ike.integrity. Default Auto.")
        @Default("Auto")
        MessageHash integrity,

        @JsonPropertyDescription(
                "Diffie-Hellman group: 2 (1024 bit), 5 (1536), 14 (2048), 15 (3072), 16 (4096), 19 (ECP "
                        + "256), 20 (ECP 384) or 21 (ECP 521); there is no Auto here. Default: copied from "
                        + "proposal.ike.dhGroup, which it must equal.")
        @ValidationRule(
                value = "string(self) in ['2', '5', '14', '15', '16', '19', '20', '21']",
                message = "a DH group is needed: write 2, 5, 14, 15, 16, 19, 20 or 21 (Auto and None exist neither "
                        + "in Cato's init message nor on the router)")
        @Nullable
        IntOrString dhGroup) {

    /** What an absent block means. */
    public static final InitMessage DEFAULT =
            new InitMessage(MessageEncryption.AUTO, MessageHash.AUTO, MessageHash.AUTO, null);

    public InitMessage {
        encryption = Values.or(encryption, MessageEncryption.AUTO);
        prf = Values.or(prf, MessageHash.AUTO);
        integrity = Values.or(integrity, MessageHash.AUTO);
    }
}
