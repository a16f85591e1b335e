package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One IPsec tunnel on one router. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("RouterTunnel")
@Plural("routertunnels")
@ShortNames("rtun")
@Categories(Api.CATEGORY)
@JsonClassDescription("One IPsec tunnel interface on one router, with its routes and filters. Made by a "
        + "CatoSite, or written by hand for any IKEv2 or IKEv1 peer.")
@AdditionalPrinterColumn(
        name = "Router",
        jsonPath = ".spec.routerRef.name",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Router that has the tunnel")
@AdditionalPrinterColumn(
        name = "Tunnel",
        jsonPath = ".status.tunnelNumber",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Number of the tunnel interface")
@AdditionalPrinterColumn(
        name = "Remote",
        jsonPath = ".spec.remote.address",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Address of the peer")
@AdditionalPrinterColumn(
        name = "State",
        jsonPath = ".status.state",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "State of the tunnel on the router")
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
        name = "Link",
        jsonPath = ".spec.link",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Link that carries the tunnel")
@AdditionalPrinterColumn(
        name = "Algorithms",
        jsonPath = ".status.ike.encryption",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Algorithms in use")
public class RouterTunnel extends Resource<RouterTunnelSpec, RouterTunnelStatus> {

    private static final long serialVersionUID = 1L;

    public RouterTunnel() {
        super(RouterTunnelStatus.EMPTY);
    }
}
