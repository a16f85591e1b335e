package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One account of Cato: how to reach its API and what may be used of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoAccountSpec(
        @JsonPropertyDescription(
                "Number of the account: the digits after /account/ in the address bar of the management "
                        + "application. In quotes, it is a string. Can not be changed: make another CatoAccount for"
                        + " another account.")
        @Required
        @Size(min = 1, max = 20)
        @Pattern("^[0-9]+$")
        @ValidationRule(
                value = "self == oldSelf",
                message = "accountId can not be changed, the sites would be left behind in the old account: create "
                        + "another CatoAccount")
        String accountId,

        @JsonPropertyDescription("GraphQL endpoint of the management application. https only; its host must be on the "
                + "operator's list (--cma-hosts), because the API key is sent there. Default "
                + "https://api.catonetworks.com/api/v1/graphql2.")
        @Size(max = 512)
        @ValidationRule(
                value = "isURL(self) && url(self).getScheme() == 'https' && url(self).getHostname() != ''",
                message = "endpoint must be an https URL such as https://api.catonetworks.com/api/v1/graphql2: the "
                        + "API key is sent there")
        @Default("https://api.catonetworks.com/api/v1/graphql2")
        String endpoint,

        @JsonPropertyDescription("The API key: a Secret of this namespace with the label ipsec-sites.dev/credentials: "
                + "\"true\". The key needs edit permission unless managementPolicy is Observe.")
        @Required
        SecretKeyRef apiKeySecretRef,

        @JsonPropertyDescription(
                "What may be done with the account's allocated IP addresses (Network > IP Allocation in "
                        + "the management application).")
        @Default("{}")
        AllocatedIPPolicy allocatedIPs,

        @JsonPropertyDescription(
                "Our share of the rate limit that Cato publishes for each operation, in percent. All keys"
                        + " of an account share one limit, so leave something to people and other tools. Default "
                        + "80.")
        @Min(1)
        @Max(100)
        @Default("80")
        Integer budgetPercent,

        @JsonPropertyDescription(
                "How often the state of all sites is read, in one request for the whole account; 5s to "
                        + "1h. Default 30s.")
        @DurationText
        @ValidationRule(
                value = "!self.matches('" + Durations.PATTERN + "') || duration(self) >= duration('5s') && "
                        + "duration(self) <= duration('1h')",
                message = "snapshotInterval must be from 5s to 1h; write it in s, m or h, such as 30s")
        @Default("30s")
        String snapshotInterval,

        @JsonPropertyDescription(ManagementPolicy.EXPLAINED
                + " Under Observe, what a CatoSite made at Cato stays there when it is" + " deleted.")
        @Default("Enforce")
        ManagementPolicy managementPolicy) {

    /** Where the API of the CMA is. */
    public static final String DEFAULT_ENDPOINT = "https://api.catonetworks.com/api/v1/graphql2";

    public CatoAccountSpec {
        endpoint = Values.or(endpoint, CatoAccountSpec.DEFAULT_ENDPOINT);
        allocatedIPs = Values.or(allocatedIPs, AllocatedIPPolicy.DEFAULT);
        budgetPercent = Values.or(budgetPercent, 80);
        snapshotInterval = Values.or(snapshotInterval, "30s");
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
