package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** What Cato is told for IKE_AUTH, which is the child SA. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuthMessage(
        MessageEncryption encryption,
        MessageHash integrity,
        @Nullable IntOrString dhGroup) {

    public AuthMessage {
        encryption = Values.or(encryption, MessageEncryption.AUTO);
        integrity = Values.or(integrity, MessageHash.AUTO);
    }
}
