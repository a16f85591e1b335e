package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;

/** One account of Cato: how to reach its API and what may be used of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoAccountSpec(
        @Required String accountId,
        String endpoint,
        @Required SecretKeyRef apiKeySecretRef,
        AllocatedIPPolicy allocatedIPs,
        Integer budgetPercent,
        String snapshotInterval,
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
