package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** What Cato is told for IKE_SA_INIT. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InitMessage(
        MessageEncryption encryption,
        MessageHash prf,
        MessageHash integrity,
        @Nullable IntOrString dhGroup) {

    public InitMessage {
        encryption = Values.or(encryption, MessageEncryption.AUTO);
        prf = Values.or(prf, MessageHash.AUTO);
        integrity = Values.or(integrity, MessageHash.AUTO);
    }
}
