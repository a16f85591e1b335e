package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The values of one tunnel for a router managed by hand; the key itself is only in the Secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManualTunnel(
        @JsonPropertyDescription("Tunnel at Cato that this belongs to, such as PRIMARY1.") @Required @Size(max = 64)
        String id,

        @JsonPropertyDescription("Remote address: where the router connects to.") @Size(max = 256) @Nullable
        String catoAddress,

        @JsonPropertyDescription("Local address: what Cato expects to see.") @Size(max = 64) @Nullable
        String siteAddress,

        @JsonPropertyDescription("Remote identity that Cato presents.") @Nullable
        Identity catoIdentity,

        @JsonPropertyDescription("Local identity that the router must present.") @Nullable
        Identity siteIdentity,

        @JsonPropertyDescription("Algorithms of the IKE SA to configure; offer these and no others.") @Nullable
        IkeProposal ike,

        @JsonPropertyDescription("Algorithms of the child SA to configure; offer these and no others.") @Nullable
        ChildProposal child,

        @JsonPropertyDescription("Lifetimes to configure.") @Nullable
        Lifetimes lifetimes,

        @JsonPropertyDescription(
                "Secret entry that holds the pre-shared key. The key itself is never shown here: kubectl "
                        + "get secret NAME -o jsonpath={.data.KEY} | base64 -d")
        @Nullable
        SecretKeyRef preSharedKeySecretRef) {}
