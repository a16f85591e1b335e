package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The values of one tunnel for a router managed by hand; the key itself is only in the Secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManualTunnel(
        @Required String id,
        @Nullable String catoAddress,
        @Nullable String siteAddress,
        @Nullable Identity catoIdentity,
        @Nullable Identity siteIdentity,
        @Nullable IkeProposal ike,
        @Nullable ChildProposal child,
        @Nullable Lifetimes lifetimes,
        @Nullable SecretKeyRef preSharedKeySecretRef) {}
