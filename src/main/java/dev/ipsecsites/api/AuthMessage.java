package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** What Cato is told for IKE_AUTH, which is the child SA. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuthMessage(
        @JsonPropertyDescription("Auto, or a fixed algorithm equal to proposal.child.encryption. Default Auto.")
        @Default("Auto")
        MessageEncryption encryption,

        @JsonPropertyDescription("Auto, or a fixed hash equal to proposal.child.integrity. Default Auto.")
        @Default("Auto")
        MessageHash integrity,

        @JsonPropertyDescription("PFS group that Cato is told, or None. Default: copied from proposal.child.pfsGroup, "
                + "which it must equal.")
        @ValidationRule(
                value = "string(self) in ['None', '2', '5', '14', '15', '16', '19', '20', '21']",
                message = "write None for no PFS, or the group: 2, 5, 14, 15, 16, 19, 20 or 21 (there is no Auto)")
        @Nullable
        IntOrString dhGroup) {

    /** What an absent block means. */
    public static final AuthMessage DEFAULT = new AuthMessage(MessageEncryption.AUTO, MessageHash.AUTO, null);

    public AuthMessage {
        encryption = Values.or(encryption, MessageEncryption.AUTO);
        integrity = Values.or(integrity, MessageHash.AUTO);
    }
}
