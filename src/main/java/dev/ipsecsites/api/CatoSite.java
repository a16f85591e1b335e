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

/** A site of Cato Cloud over IPsec, and the tunnels to it. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("CatoSite")
@Plural("catosites")
@ShortNames("csite")
@Categories(Api.CATEGORY)
@JsonClassDescription("A site of Cato Cloud over IPsec: its networks, the PoPs, the tunnels and their "
        + "algorithms. The operator creates it at Cato, configures the router, and reports whether "
        + "traffic can flow.")
@ValidationRule(
        value = "size(self.metadata.name) <= 63",
        message = "metadata.name must not be longer than 63 characters, it becomes a label")
@AdditionalPrinterColumn(
        name = "Site-ID",
        jsonPath = ".status.siteId",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Id of the site at Cato")
@AdditionalPrinterColumn(
        name = "Primary",
        jsonPath = ".status.primary",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "PoP and state of the primary role")
@AdditionalPrinterColumn(
        name = "Secondary",
        jsonPath = ".status.secondary",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "PoP and state of the secondary role")
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
        name = "Router",
        jsonPath = ".spec.routerRef.name",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Router that ends the tunnels")
@AdditionalPrinterColumn(
        name = "Addresses",
        jsonPath = ".status.addresses",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Cato's addresses of the tunnels")
@AdditionalPrinterColumn(
        name = "Algorithms",
        jsonPath = ".status.algorithms",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Algorithms in use")
public class CatoSite extends Resource<CatoSiteSpec, CatoSiteStatus> {

    private static final long serialVersionUID = 1L;

    public CatoSite() {
        super(CatoSiteStatus.EMPTY);
    }

    /** What the site is called at Cato. */
    public String nameAtCato() {
        String written = getSpec().siteName();
        return written == null ? getMetadata().getName() : written;
    }
}
