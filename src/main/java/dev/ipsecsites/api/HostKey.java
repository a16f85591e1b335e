package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the router proves that it is the router: exactly one of the two. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.fingerprint) != (has(self.trustOnFirstUse) && self.trustOnFirstUse)",
        message = "give exactly one of fingerprint: SHA256:… and trustOnFirstUse: true")
public record HostKey(
        @JsonPropertyDescription(
                "SHA256 fingerprint of the host key, as ssh-keygen -lf or the router's show sshd public "
                        + "key prints it: SHA256: and 43 characters. A changed key stops everything.")
        @Size(max = 64)
        @ValidationRule(
                value = "self.matches('^SHA256:[A-Za-z0-9+/]{43}=?$')",
                message = "fingerprint must be SHA256: followed by 43 characters, as ssh-keyscan HOST | ssh-keygen "
                        + "-lf - prints it")
        @Nullable
        String fingerprint,

        @JsonPropertyDescription(
                "true: take the key of the first connection and pin it in status.hostKeyFingerprint. Only"
                        + " where nobody can stand in between.")
        @Nullable
        Boolean trustOnFirstUse) {}
