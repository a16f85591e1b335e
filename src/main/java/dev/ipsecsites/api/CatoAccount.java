package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An account of Cato Cloud. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("CatoAccount")
@Plural("catoaccounts")
@ShortNames("cacct")
@Categories(Api.CATEGORY)
@JsonClassDescription("An account of Cato Cloud: how to reach its API, and what the operator may use of it.")
@ValidationRule(
        value = "size(self.metadata.name) <= 63",
        message = "metadata.name must not be longer than 63 characters, it becomes a label")
@AdditionalPrinterColumn(
        name = "Account",
        jsonPath = ".spec.accountId",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Number of the account")
@AdditionalPrinterColumn(
        name = "Pops",
        jsonPath = ".status.popLocations",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "PoP locations that the account may use")
@AdditionalPrinterColumn(
        name = "Quota",
        jsonPath = ".status.allocatedIPs.total",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Addresses that the licence of the account allows")
@AdditionalPrinterColumn(
        name = "Allocated",
        jsonPath = ".status.allocatedIPs.used",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Addresses that are allocated")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "True when it works")
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Why it is ready or not")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Endpoint",
        jsonPath = ".spec.endpoint",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Endpoint of the API")
public class CatoAccount extends Resource<CatoAccountSpec, CatoAccountStatus> {

    private static final long serialVersionUID = 1L;

    public CatoAccount() {
        super(CatoAccountStatus.EMPTY);
    }
}
