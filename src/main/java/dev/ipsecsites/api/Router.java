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

/** A router that the operator configures over SSH. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("Router")
@Plural("routers")
@ShortNames("rt")
@Categories(Api.CATEGORY)
@JsonClassDescription("A router that the operator configures over SSH: how to reach it, and what may be written there.")
@ValidationRule(
        value = "size(self.metadata.name) <= 63",
        message = "metadata.name must not be longer than 63 characters, it becomes a label")
@AdditionalPrinterColumn(
        name = "Model",
        jsonPath = ".status.model",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Model that the router says it is")
@AdditionalPrinterColumn(
        name = "Address",
        jsonPath = ".spec.address",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Address for SSH")
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
        name = "Firmware",
        jsonPath = ".status.firmware",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Firmware revision")
@AdditionalPrinterColumn(
        name = "Last-Change",
        jsonPath = ".status.lastTransaction.result",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "How the last change ended")
@AdditionalPrinterColumn(
        name = "Host-Key",
        jsonPath = ".status.hostKeyFingerprint",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Fingerprint of the host key")
public class Router extends Resource<RouterSpec, RouterStatus> {

    private static final long serialVersionUID = 1L;

    public Router() {
        super(RouterStatus.EMPTY);
    }
}
