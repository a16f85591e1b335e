package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the site is, in Cato's words. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.stateCode) || !self.stateCode.matches('^[A-Z]{2}-') || "
                + "self.stateCode.startsWith(self.countryCode + '-')",
        message = "stateCode must begin with the countryCode, such as US-CA with countryCode US",
        messageExpression = "'stateCode ' + self.stateCode + ' is not in ' + self.countryCode + ': it must begin with"
                + " ' + self.countryCode + '-'")
public record SiteLocation(
        @JsonPropertyDescription("Country, ISO 3166 alpha-2 in capitals, such as JP.")
        @Required
        @Pattern("^[A-Z]{2}$")
        @Size(max = 64)
        String countryCode,

        @JsonPropertyDescription(
                "State or province, ISO 3166-2, such as US-CA; required by Cato for countries that have "
                        + "them, left out for others.")
        @Pattern("^[A-Z]{2}-[A-Z0-9]{1,3}$")
        @Size(max = 64)
        @Nullable
        String stateCode,

        @JsonPropertyDescription("City, spelled as in Cato's list, such as New York City.")
        @Size(min = 1, max = 100)
        @PlainText
        @Nullable
        String city,

        @JsonPropertyDescription("Street address, for display.") @Size(max = 200) @PlainText @Nullable
        String address,

        @JsonPropertyDescription("Time zone by its IANA name, such as Asia/Tokyo.")
        @Required
        @Size(max = 64)
        @Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$")
        String timezone) {}
