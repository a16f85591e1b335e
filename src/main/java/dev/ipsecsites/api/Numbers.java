package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The numbers that the operator may use on the router; nothing else is ever written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Numbers(
        @JsonPropertyDescription(
                "Tunnel numbers that the operator may use: the first and the last, both included; gateway"
                        + " and policy ids are the same numbers. Narrowed to what the model has. Default 1-20.")
        @Size(min = 1, max = 64)
        @Pattern(NumberRange.PATTERN)
        @ValidationRule(
                value = "!self.matches('^[1-9][0-9]{0,8}(-[1-9][0-9]{0,8})?$') || int(self.split('-')[0]) <= "
                        + "int(self.split('-')[size(self.split('-')) - 1]) && "
                        + "int(self.split('-')[size(self.split('-')) - 1]) <= 6000",
                message = "tunnels must be the first and the last number, the first not above the last and the last"
                        + " not above 6000, such as 1-20")
        @Default("1-20")
        String tunnels,

        @JsonPropertyDescription("IP filter numbers that the operator may use: the first and the last, both included. "
                + "Default 90000-90999.")
        @Size(min = 1, max = 64)
        @Pattern(NumberRange.PATTERN)
        @ValidationRule(
                value = "!self.matches('^[1-9][0-9]{0,8}(-[1-9][0-9]{0,8})?$') || int(self.split('-')[0]) <= "
                        + "int(self.split('-')[size(self.split('-')) - 1]) && "
                        + "int(self.split('-')[size(self.split('-')) - 1]) <= 21474836",
                message = "filters must be the first and the last number, the first not above the last and the last"
                        + " not above 21474836, such as 90000-90999")
        @Default("90000-90999")
        String filters) {

    /** What an absent block means. */
    public static final Numbers DEFAULT = new Numbers("1-20", "90000-90999");

    public Numbers {
        tunnels = Values.or(tunnels, "1-20");
        filters = Values.or(filters, "90000-90999");
    }
}
