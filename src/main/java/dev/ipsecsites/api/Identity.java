package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An IKE identity: type and value must equal what the peer sends, to the letter. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "self.type != 'IPv4' || isIP(self.value) && ip(self.value).family() == 4",
        message = "an identity of type IPv4 must be an IPv4 address such as 198.51.100.20: write the "
                + "address, or the right type",
        fieldPath = ".value")
@ValidationRule(
        value = "self.type != 'Email' || self.value.matches('^[^@]+@[^@]+$')",
        message = "an identity of type Email must look like an address, such as osaka@example.com: write it"
                + " so, or the right type",
        fieldPath = ".value")
public record Identity(
        @JsonPropertyDescription("IPv4, FQDN, Email or KeyID; must be what the other end expects, too.") @Required
        IdentityType type,

        @JsonPropertyDescription("The identity, 1 to 256 letters, digits and _ . : @ + -")
        @Required
        @Size(min = 1, max = 256)
        @Pattern("^[A-Za-z0-9_.:@+-]+$")
        String value) {}
