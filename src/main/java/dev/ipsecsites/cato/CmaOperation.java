package dev.ipsecsites.cato;

import java.util.List;

/**
 * Every GraphQL document that is sent, one operation each: several mutations in one document have no order
 * (cato-api.md §1.2). A test holds them against Cato's published schema.
 */
enum CmaOperation {
    ENTITY_LOOKUP(Effect.NONE, "entityLookup", """
            query entityLookup($accountId: ID!, $type: EntityType!, $limit: Int, $from: Int, $search: String,
                $parent: EntityInput, $entityIDs: [ID!]) {
              entityLookup(accountID: $accountId, type: $type, limit: $limit, from: $from, search: $search,
                  parent: $parent, entityIDs: $entityIDs) {
                items { entity { id name } description helperFields }
                total
              }
            }"""),
    ACCOUNT_SNAPSHOT(Effect.NONE, "accountSnapshot", """
            query accountSnapshot($accountId: ID!, $siteIDs: [ID!]) {
              accountSnapshot(accountID: $accountId) {
                sites(siteIDs: $siteIDs) {
                  id connectivityStatus operationalStatus popName
                  degradedStatus { isDegraded }
                  info { name ipsec { isPrimary catoIP remoteIP ikeVersion tunnelConfig { tunnelId localId } } }
                  devices { interfaces {
                    id connected popName tunnelConnectionReason tunnelRemoteIP tunnelUptime
                  } }
                }
              }
            }"""),
    POP_LOCATION_LIST(Effect.NONE, "popLocations.popLocationList", """
            query popLocationList($accountId: ID!) {
              popLocations(accountId: $accountId) { popLocationList {
                items { id name displayName country { id name } }
              } }
            }"""),
    ALLOCATED_IP_LIST(Effect.NONE, "popLocations.allocatedIpList", """
            query allocatedIpList($accountId: ID!) {
              popLocations(accountId: $accountId) { allocatedIpList {
                allocatedIp { ip description popLocation { name } }
              } }
            }"""),
    LICENSING_INFO(Effect.NONE, "licensing.licensingInfo", """
            query licensingInfo($accountId: ID!) {
              licensing(accountId: $accountId) { licensingInfo {
                globalLicenseAllocations { publicIps { total allocated } }
              } }
            }"""),
    SITE_GENERAL_DETAILS(Effect.NONE, "site.siteGeneralDetails", """
            query siteGeneralDetails($accountId: ID!, $site: SiteRefInput!) {
              site(accountId: $accountId) { siteGeneralDetails(site: $site) {
                site { id name } siteType description
                siteLocation { countryCode stateCode cityName address timezone }
              } }
            }"""),
    NETWORK_RANGE_LIST(Effect.NONE, "site.networkRangeList", """
            query networkRangeList($accountId: ID!, $input: NetworkRangeListInput!) {
              site(accountId: $accountId) { networkRangeList(input: $input) {
                items { networkRangeId name rangeType subnet gateway }
              } }
            }"""),
    EVENTS_FEED(Effect.NONE, "eventsFeed", """
            query eventsFeed($accountId: ID!, $filters: [EventFeedFieldFilterInput!], $marker: String) {
              eventsFeed(accountIDs: [$accountId], filters: $filters, marker: $marker) {
                marker fetchedCount
                accounts { id errorString records(fieldNames: [
                  event_id, event_type, event_sub_type, event_message, time, time_str, src_site_id, src_site_name, pop_name,
                  socket_interface, socket_interface_id, src_isp_ip, tunnel_protocol
                ]) { time fieldsMap flatFields } }
              }
            }"""),
    AUDIT_FEED(Effect.NONE, "auditFeed", """
            query auditFeed($accountId: ID!, $timeFrame: TimeFrame!, $marker: String) {
              auditFeed(accountIDs: [$accountId], timeFrame: $timeFrame, marker: $marker) {
                marker hasMore
                accounts { id records(fieldNames: [
                  admin, apiKey, change_type, creation_date, insertion_date, model_name, model_type
                ]) { time admin { name } apiKey { name } object { id name type } fieldsMap flatFields } }
              }
            }"""),

    ADD_ALLOCATED_IP(Effect.ADDS, "popLocationMutations.addAllocatedIp", """
            mutation addAllocatedIp($accountId: ID!, $input: PopLocationAddAllocatedIpInput!) {
              popLocationMutations(accountId: $accountId) { addAllocatedIp(input: $input) {
                allocatedIp { id ip description popLocation { name } }
              } }
            }"""),
    ALLOCATE_IP(Effect.ADDS, "popLocationMutations.allocateIp", """
            mutation allocateIp($accountId: ID!, $input: PopLocationAllocateIpInput!) {
              popLocationMutations(accountId: $accountId) { allocateIp(input: $input) {
                allocatedIp { id ip description popLocation { name } }
              } }
            }"""),
    REMOVE_ALLOCATED_IP(Effect.SETS, "popLocationMutations.removeAllocatedIp", """
            mutation removeAllocatedIp($accountId: ID!, $input: PopLocationRemoveAllocatedIpInput!) {
              popLocationMutations(accountId: $accountId) { removeAllocatedIp(input: $input) { allocatedIp { ip } } }
            }"""),
    RELEASE_IP(Effect.SETS, "popLocationMutations.releaseIp", """
            mutation releaseIp($accountId: ID!, $input: PopLocationReleaseIpInput!) {
              popLocationMutations(accountId: $accountId) { releaseIp(input: $input) { allocatedIp { ip } } }
            }"""),

    ADD_SITE(Effect.ADDS, "site.addIpsecIkeV2Site", """
            mutation addIpsecIkeV2Site($accountId: ID!, $input: AddIpsecIkeV2SiteInput!) {
              site(accountId: $accountId) { addIpsecIkeV2Site(input: $input) { siteId } }
            }"""),
    UPDATE_SITE(Effect.SETS, "site.updateSiteGeneralDetails", """
            mutation updateSiteGeneralDetails($accountId: ID!, $siteId: ID!, $input: UpdateSiteGeneralDetailsInput!) {
              site(accountId: $accountId) { updateSiteGeneralDetails(siteId: $siteId, input: $input) { siteId } }
            }"""),
    REMOVE_SITE(Effect.SETS, "site.removeSite", """
            mutation removeSite($accountId: ID!, $siteId: ID!) {
              site(accountId: $accountId) { removeSite(siteId: $siteId) { siteId } }
            }"""),
    UPDATE_IPSEC_DETAILS(Effect.SETS, "site.updateIpsecIkeV2SiteGeneralDetails", """
            mutation updateIpsecIkeV2SiteGeneralDetails($accountId: ID!, $siteId: ID!,
                $input: UpdateIpsecIkeV2SiteGeneralDetailsInput!) {
              site(accountId: $accountId) {
                updateIpsecIkeV2SiteGeneralDetails(siteId: $siteId, input: $input) { siteId }
              }
            }"""),
    ADD_TUNNELS(Effect.ADDS, "site.addIpsecIkeV2SiteTunnels", """
            mutation addIpsecIkeV2SiteTunnels($accountId: ID!, $siteId: ID!, $input: AddIpsecIkeV2SiteTunnelsInput!) {
              site(accountId: $accountId) { addIpsecIkeV2SiteTunnels(siteId: $siteId, input: $input) {
                primary { tunnels { tunnelId localId } } secondary { tunnels { tunnelId localId } }
              } }
            }"""),
    UPDATE_TUNNELS(Effect.SETS, "site.updateIpsecIkeV2SiteTunnels", """
            mutation updateIpsecIkeV2SiteTunnels($accountId: ID!, $siteId: ID!,
                $input: UpdateIpsecIkeV2SiteTunnelsInput!) {
              site(accountId: $accountId) { updateIpsecIkeV2SiteTunnels(siteId: $siteId, input: $input) {
                primary { tunnels { tunnelId localId } } secondary { tunnels { tunnelId localId } }
              } }
            }"""),
    REMOVE_TUNNELS(Effect.SETS, "site.removeIpsecIkeV2SiteTunnels", """
            mutation removeIpsecIkeV2SiteTunnels($accountId: ID!, $siteId: ID!,
                $input: RemoveIpsecIkeV2SiteTunnelsInput!) {
              site(accountId: $accountId) { removeIpsecIkeV2SiteTunnels(siteId: $siteId, input: $input) { siteId } }
            }"""),

    ADD_NETWORK_RANGE(Effect.ADDS, "site.addNetworkRange", """
            mutation addNetworkRange($accountId: ID!, $interfaceId: ID!, $input: AddNetworkRangeInput!) {
              site(accountId: $accountId) {
                addNetworkRange(lanSocketInterfaceId: $interfaceId, input: $input) { networkRangeId }
              }
            }"""),
    UPDATE_NETWORK_RANGE(Effect.SETS, "site.updateNetworkRange", """
            mutation updateNetworkRange($accountId: ID!, $rangeId: ID!, $input: UpdateNetworkRangeInput!) {
              site(accountId: $accountId) { updateNetworkRange(networkRangeId: $rangeId, input: $input) { networkRangeId } }
            }"""),
    REMOVE_NETWORK_RANGE(Effect.SETS, "site.removeNetworkRange", """
            mutation removeNetworkRange($accountId: ID!, $rangeId: ID!) {
              site(accountId: $accountId) { removeNetworkRange(networkRangeId: $rangeId) { networkRangeId } }
            }""");

    /** What a second sending would do; it decides what may be repeated (cato-api.md §1.5, rule 2). */
    enum Effect {
        /** A query. */
        NONE,
        /** Brings about a state, however often it is sent. */
        SETS,
        /** Makes something new each time. */
        ADDS
    }

    private final Effect effect;
    private final String path;
    private final String document;

    CmaOperation(Effect effect, String path, String document) {
        this.effect = effect;
        this.path = path;
        this.document = document;
    }

    Effect effect() {
        return effect;
    }

    /** Where the result stands within {@code data}. */
    List<String> path() {
        return List.of(path.split("\\."));
    }

    /** Cato's name of the operation: also that of its rate limit, and ours of the document. */
    String field() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    String document() {
        return document;
    }
}
