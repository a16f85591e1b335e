package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site of Cato that is reached over IPsec. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoSiteSpec(
        @Required NameRef accountRef,
        @Nullable NameRef routerRef,
        @Nullable String siteName,
        @Nullable String siteId,
        SiteType type,
        @Nullable String description,
        @Required SiteLocation location,
        @Required String nativeRange,
        List<SiteRange> ranges,
        Integer ikeVersion,
        ConnectionMode connectionMode,
        Identification identification,
        @Nullable Bandwidth bandwidth,
        @Nullable String publicAddress,
        @Required SiteRole primary,
        @Nullable SiteRole secondary,
        @Nullable Proposal proposal,
        @Nullable InitMessage initMessage,
        @Nullable AuthMessage authMessage,
        Lifetimes lifetimes,
        List<String> networkRanges,
        Traffic traffic,
        Keepalive keepalive,
        NatTraversal natTraversal,
        IntOrString tcpMSS,
        @Nullable Bgp bgp,
        Repair repair,
        ManagementPolicy managementPolicy,
        @Nullable DeletionPolicy deletionPolicy) {

    public CatoSiteSpec {
        type = Values.or(type, SiteType.BRANCH);
        ranges = Values.list(ranges);
        ikeVersion = Values.or(ikeVersion, 2);
        connectionMode = Values.or(connectionMode, ConnectionMode.BIDIRECTIONAL);
        identification = Values.or(identification, Identification.IPV4);
        lifetimes = Values.or(lifetimes, Lifetimes.DEFAULT);
        networkRanges = Values.list(networkRanges);
        traffic = Values.or(traffic, Traffic.DEFAULT);
        keepalive = Values.or(keepalive, Keepalive.DEFAULT);
        natTraversal = Values.or(natTraversal, NatTraversal.AUTO);
        tcpMSS = Values.or(tcpMSS, new IntOrString("Auto"));
        repair = Values.or(repair, Repair.DEFAULT);
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
