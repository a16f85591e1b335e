package dev.ipsecsites.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ipsecsites.kube.RealKubernetes;
import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema and its CEL rules refuse, and the neighbour of each that must pass: judged by a real API server. */
@RealKubernetes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedByTheApiServerIT {

    /** A valid spec of each kind, to which a row adds what it is about. */
    private static final Map<String, String> VALID = Map.of(
            "CatoAccount", """
            accountId: "12345"
            apiKeySecretRef: { name: cato-api, key: apiKey }
            """,
            "CatoSite", """
            accountRef: { name: main }
            routerRef: { name: osaka-rtx }
            location: { countryCode: JP, timezone: Asia/Tokyo }
            nativeRange: 192.168.100.0/24
            primary: { popLocation: Tokyo }
            """,
            "Router", """
            address: 192.0.2.1
            credentialsSecretRef: { name: osaka-rtx }
            hostKey: { trustOnFirstUse: true }
            links: [ { name: WAN1, interface: pp1 } ]
            """,
            "RouterTunnel", """
            routerRef: { name: osaka-rtx }
            remote: { address: 203.0.113.10 }
            preSharedKeySecretRef: { name: psk, key: psk }
            """);

    private static final ObjectMapper YAML = new YAMLMapper();

    private final KubeApi kube;
    private final TestNamespace namespace;

    RefusedByTheApiServerIT(KubeApi kube, TestNamespace namespace) {
        this.kube = kube;
        this.namespace = namespace;
        kube.installCrds(CrdFiles.DIRECTORY);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // Networks and addresses.
                arguments("CatoSite", "nativeRange: 192.168.100.1/24", "host bits are set"),
                arguments("CatoSite", "nativeRange: 192.168.100.0", "write an IPv4 network in CIDR notation"),
                arguments("CatoSite", "nativeRange: 192.168.300.0/24", "write an IPv4 network in CIDR notation"),
                arguments("CatoSite", "nativeRange: fd00::/64", "write an IPv4 network in CIDR notation"),
                arguments("CatoSite", "publicAddress: 198.51.100.256", "write an IPv4 address"),
                arguments("CatoSite", "primary: { allocatedAddress: cato.example }", "write an IPv4 address"),
                arguments("CatoSite", "ranges: [ { name: a, subnet: 192.168.100.128/25 } ]", "overlaps nativeRange"),
                arguments("CatoSite", "ranges: [ { name: a, subnet: 192.168.0.0/16 } ]", "overlaps nativeRange"),
                arguments(
                        "CatoSite",
                        "ranges: [ { name: a, subnet: 10.0.0.0/8 }, { name: b, subnet: 10.1.0.0/16 } ]",
                        "two ranges overlap"),
                arguments(
                        "CatoSite",
                        "ranges: [ { name: a, subnet: 10.0.0.0/8 }, { name: a, subnet: 172.16.0.0/16 } ]",
                        "Duplicate value"),
                arguments("CatoSite", "ranges: [ { name: a, subnet: 10.0.0.1/8 } ]", "host bits are set"),
                arguments("CatoSite", "networkRanges: [ servers ]", "write each range as a CIDR"),
                arguments("CatoSite", "traffic: { through: Listed }", "through: Listed needs ranges"),
                arguments("CatoSite", "traffic: { ranges: [ 10.0.0.0/8 ] }", "with through: All leave ranges out"),
                arguments(
                        "CatoSite",
                        "traffic: { through: Listed, ranges: [ 10.0.0.1/8 ] }",
                        "network without host bits"),
                arguments("RouterTunnel", "remote: { address: vpn.example.com }", "write an IPv4 address"),
                arguments("RouterTunnel", "routes: [ { destination: 10.0.0.1/8 } ]", "destination must be default, or"),
                arguments(
                        "RouterTunnel",
                        "routes: [ { destination: default }, { destination: default, preference: 2 } ]",
                        "Duplicate value"),
                arguments("RouterTunnel", "innerAddresses: { local: 169.254.10.2 }", "with its prefix length"),
                // The two ends of a site.
                arguments("CatoSite", "secondary: { popLocation: tokyo }", "are both in Tokyo"),
                arguments(
                        "CatoSite",
                        "{ primary: { allocatedAddress: 203.0.113.10 }, secondary: { allocatedAddress: 203.0.113.10 }"
                                + " }",
                        "the same allocatedAddress"),
                arguments("CatoSite", "secondary: {}", "say where to connect"),
                arguments("CatoSite", "secondary: { popSelection: LowestRTT }", "candidates belong together"),
                arguments("CatoSite", "secondary: { popLocation: London, candidates: [ a ] }", "candidates belong"),
                arguments(
                        "CatoSite",
                        "secondary: { popLocation: London, popSelection: LowestRTT, candidates: [ a ] }",
                        "leave popLocation and allocatedAddress out"),
                arguments(
                        "CatoSite",
                        "secondary: { destination: FQDN, allocatedAddress: 203.0.113.9 }",
                        "FQDN uses no allocated address"),
                arguments(
                        "CatoSite",
                        "primary: { tunnels: [ { tunnelNumber: 1 }, { tunnelNumber: 1 } ] }",
                        "two tunnels have the same tunnelNumber"),
                arguments(
                        "CatoSite",
                        "{ primary: { tunnels: [ { tunnelNumber: 1 } ] }, secondary: { popLocation: London, tunnels: ["
                                + " { tunnelNumber: 1 } ] } }",
                        "the same tunnelNumber"),
                arguments("CatoSite", "primary: { tunnels: [ {}, {}, {}, {} ] }", "must have at most 3 items"),
                arguments(
                        "CatoSite", "identification: FQDN", "identification FQDN needs connectionMode: ResponderOnly"),
                arguments("CatoSite", "identification: KeyID", "identification KeyID needs connectionMode"),
                arguments("CatoSite", "ikeVersion: 1", "can not create IKEv1 sites"),
                arguments("CatoSite", "ikeVersion: 3", "less than or equal to 2"),
                arguments("CatoSite", "routerRef: null", "write publicAddress"),
                arguments(
                        "CatoSite",
                        "primary: { tunnels: [ { privateCatoAddress: 169.254.10.1 } ] }",
                        "belong together: write both or neither"),
                // Algorithms.
                arguments("CatoSite", "initMessage: { dhGroup: Auto }", "a DH group is needed"),
                arguments("CatoSite", "proposal: { ike: { dhGroup: Auto } }", "a DH group is needed"),
                arguments("CatoSite", "proposal: { ike: { dhGroup: None } }", "a DH group is needed"),
                arguments("CatoSite", "proposal: { ike: { dhGroup: 1 } }", "a DH group is needed"),
                arguments("CatoSite", "authMessage: { dhGroup: Auto }", "write None for no PFS"),
                arguments("CatoSite", "proposal: { child: { pfsGroup: Auto } }", "write None for no PFS"),
                arguments("CatoSite", "proposal: { ike: { encryption: 3DES } }", "Unsupported value: \"3DES\""),
                arguments("CatoSite", "proposal: { ike: { encryption: Auto } }", "Unsupported value: \"Auto\""),
                arguments(
                        "CatoSite",
                        "{ proposal: { ike: { dhGroup: 2 } }, initMessage: { dhGroup: 14 } }",
                        "initMessage.dhGroup differs from proposal.ike.dhGroup"),
                arguments("CatoSite", "authMessage: { dhGroup: 14 }", "differs from proposal.child.pfsGroup"),
                arguments(
                        "CatoSite",
                        "{ proposal: { ike: { prf: SHA1 } }, initMessage: { prf: SHA2-256 } }",
                        "initMessage.prf differs from proposal.ike.prf"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-GCM-256 } }, authMessage: { encryption: AES-CBC-256 }"
                                + " }",
                        "authMessage.encryption differs from proposal.child.encryption"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-CBC-256 } }, bandwidth: { downstreamMbps: 100,"
                                + " upstreamMbps: 10 } }",
                        "AES-CBC works at Cato only below 100 Mbit/s"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-CBC-128 } }, bandwidth: { downstreamMbps: 10,"
                                + " upstreamMbps: 100 } }",
                        "AES-CBC works at Cato only below 100 Mbit/s"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-CBC-128 } }, bandwidth: { downstreamMbps: 100,"
                                + " upstreamMbps: 100 }, primary: { tunnels: [ { bandwidth: { downstreamMbps: 50,"
                                + " upstreamMbps: 50 } } ] }, secondary: { popLocation: London } }",
                        "AES-CBC works at Cato only below 100 Mbit/s"),
                arguments(
                        "CatoSite",
                        "{ authMessage: { encryption: AES-CBC-256 }, primary: { tunnels: [ { bandwidth: {"
                                + " downstreamMbps: 10, upstreamMbps: 200 } } ] } }",
                        "AES-CBC works at Cato only below 100 Mbit/s"),
                arguments("RouterTunnel", "ike: { dhGroup: Auto }", "a DH group is needed"),
                // Numbers, durations and words.
                arguments("CatoSite", "tcpMSS: 535", "from 536 to 1460"),
                arguments("CatoSite", "tcpMSS: 1461", "from 536 to 1460"),
                arguments("CatoSite", "tcpMSS: '1280'", "without quotes"),
                arguments("CatoSite", "lifetimes: { ikeSA: 19800 }", "must be of type string"),
                arguments("CatoSite", "lifetimes: { ikeSA: 299s }", "ikeSA must be from 300s to 691200s"),
                arguments("CatoSite", "lifetimes: { childSA: 10 minutes }", "should match"),
                arguments("CatoSite", "keepalive: { failures: 0 }", "greater than or equal to 1"),
                arguments("CatoSite", "bandwidth: { downstreamMbps: 50 }", "Required value"),
                arguments(
                        "CatoSite", "bandwidth: { downstreamMbps: 0, upstreamMbps: 1 }", "greater than or equal to 1"),
                arguments("CatoSite", "location: { countryCode: Japan }", "should match '^[A-Z]{2}$'"),
                arguments("CatoSite", "location: { stateCode: US-CA }", "must begin with JP-"),
                arguments("CatoSite", "siteName: \"two\\nlines\"", "should match"),
                arguments("CatoSite", "description: \"a\\u0007bell\"", "should match"),
                arguments("CatoSite", "primary: { popLocation: \"To\\tkyo\" }", "should match"),
                arguments("CatoSite", "type: Office", "Unsupported value: \"Office\""),
                arguments("CatoSite", "siteId: osaka", "should match '^[0-9]+$'"),
                arguments("CatoSite", "accountRef: { name: Main }", "should match"),
                arguments("CatoAccount", "endpoint: http://api.catonetworks.com/", "endpoint must be an https URL"),
                arguments("CatoAccount", "endpoint: api.catonetworks.com", "endpoint must be an https URL"),
                arguments("CatoAccount", "budgetPercent: 101", "less than or equal to 100"),
                arguments("CatoAccount", "snapshotInterval: 1s", "snapshotInterval must be from 5s to 1h"),
                arguments("CatoAccount", "accountId: main", "should match '^[0-9]+$'"),
                // Routers.
                arguments("Router", "hostKey: { trustOnFirstUse: null }", "give exactly one of fingerprint"),
                arguments("Router", "hostKey: { trustOnFirstUse: false }", "give exactly one of fingerprint"),
                arguments(
                        "Router",
                        "hostKey: { fingerprint: \"SHA256:6l2cQXcxpQN1RdRb5Iq3nBkOFQzLcUYcJwbjMHJG0bA\" }",
                        "give exactly one of fingerprint"),
                arguments(
                        "Router",
                        "hostKey: { trustOnFirstUse: null, fingerprint: \"16:27:ac\" }",
                        "fingerprint must be SHA256:"),
                arguments("Router", "hostKey: null", "Required value"),
                arguments("Router", "address: 192.0.2.1:22", "without port"),
                arguments("Router", "address: rtx.example.com; reboot", "must be an IP address or a host name"),
                arguments("Router", "port: 65536", "less than or equal to 65535"),
                arguments("Router", "links: []", "should have at least 1 items"),
                arguments("Router", "links: [ { name: WAN1, interface: wan1 } ]", "interface must be pp or lan"),
                arguments("Router", "links: [ { name: WAN1, interface: \"pp1\\nreboot\" } ]", "must be pp or lan"),
                arguments(
                        "Router",
                        "links: [ { name: WAN1, interface: pp1, gateway: 198.51.100.1 } ]",
                        "a pp interface has no next hop"),
                arguments(
                        "Router",
                        "links: [ { name: WAN1, interface: lan2, gateway: dhcp } ]",
                        "gateway must be an IPv4 address"),
                arguments(
                        "Router",
                        "links: [ { name: A, interface: lan2 }, { name: B, interface: lan2 } ]",
                        "two links have the same interface"),
                arguments(
                        "Router",
                        "links: [ { name: A, interface: lan2 }, { name: A, interface: lan3 } ]",
                        "Duplicate value"),
                arguments("Router", "numbers: { tunnels: 20-1 }", "the first not above the last"),
                arguments("Router", "numbers: { tunnels: 1-7000 }", "not above 6000"),
                arguments("Router", "numbers: { filters: 1-99999999 }", "not above 21474836"),
                arguments("Router", "numbers: { tunnels: all }", "should match"),
                arguments("Router", "firmware: 23.00.17", "should match"),
                // Values that reach a command line.
                arguments("RouterTunnel", "description: \"a ? b\"", "should match"),
                arguments("RouterTunnel", "description: \"a # b\"", "should match"),
                arguments("RouterTunnel", "description: \"a | b\"", "should match"),
                arguments("RouterTunnel", "description: \"a > b\"", "should match"),
                arguments("RouterTunnel", "description: 'a \" b'", "should match"),
                arguments("RouterTunnel", "description: \"a ' b\"", "should match"),
                arguments("RouterTunnel", "description: \"a\\nsave\"", "should match"),
                arguments("RouterTunnel", "description: 東京", "should match"),
                arguments(
                        "CatoSite",
                        "primary: { tunnels: [ { name: \"cato\\r\\nno ip route default\" } ] }",
                        "should match"),
                arguments(
                        "RouterTunnel",
                        "remote: { identity: { type: KeyID, value: \"a b\" } }",
                        "should match '^[A-Za-z0-9_.:@+-]+$'"),
                arguments(
                        "RouterTunnel",
                        "remote: { identity: { type: IPv4, value: vpn.example.com } }",
                        "an identity of type IPv4 must be an IPv4 address"),
                arguments(
                        "RouterTunnel",
                        "local: { identity: { type: Email, value: osaka } }",
                        "an identity of type Email must look like an address"),
                arguments("Router", "links: null", "Required value"),
                arguments("Router", "commit: { pollInterval: 99999999999999h }", "should match"),
                arguments("Router", "commit: { pollInterval: 999999h999999h }", "pollInterval must be from 5s to 1h"),
                arguments("RouterTunnel", "adopt: true", "adopt: true needs tunnelNumber"),
                arguments("RouterTunnel", "tunnelNumber: 0", "greater than or equal to 1"),
                arguments("RouterTunnel", "preSharedKeySecretRef: { key: a/b }", "should match"));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource
    void refused(String kind, String change, String message) {
        assertThatThrownBy(() -> dryRun(kind, change))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422))
                .hasMessageContaining(message)
                .hasMessageNotContaining("evaluating rule");
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("CatoAccount", "{}"),
                arguments("CatoAccount", "endpoint: https://127.0.0.1:8443/api/v1/graphql2"),
                arguments("CatoSite", "{}"),
                arguments("CatoSite", "secondary: { popLocation: London }"),
                arguments("CatoSite", "{ identification: Email, connectionMode: ResponderOnly }"),
                arguments("CatoSite", "{ ikeVersion: 1, siteId: \"1\" }"),
                arguments("CatoSite", "{ routerRef: null, publicAddress: 198.51.100.20 }"),
                arguments(
                        "CatoSite", "{ routerRef: null, primary: { tunnels: [ { publicAddress: 198.51.100.20 } ] } }"),
                arguments("CatoSite", "tcpMSS: 536"),
                arguments("CatoSite", "tcpMSS: 1460"),
                arguments("CatoSite", "tcpMSS: \"Off\""),
                arguments("CatoSite", "proposal: { ike: { dhGroup: \"14\" } }"),
                arguments("CatoSite", "{ proposal: { ike: { dhGroup: 14 } }, initMessage: { dhGroup: \"14\" } }"),
                arguments("CatoSite", "{ proposal: { child: { pfsGroup: 14 } }, authMessage: { dhGroup: 14 } }"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-CBC-256 } }, bandwidth: { downstreamMbps: 99,"
                                + " upstreamMbps: 99 } }"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-CBC-128 } }, bandwidth: { downstreamMbps: 100,"
                                + " upstreamMbps: 100 }, primary: { tunnels: [ { bandwidth: { downstreamMbps: 50,"
                                + " upstreamMbps: 50 } } ] } }"),
                arguments(
                        "CatoSite",
                        "{ proposal: { child: { encryption: AES-GCM-256 } }, bandwidth: { downstreamMbps: 1000,"
                                + " upstreamMbps: 100 } }"),
                arguments(
                        "CatoSite",
                        "{ proposal: { ike: { encryption: AES-CBC-256 }, child: { encryption: AES-GCM-256 } },"
                                + " bandwidth: { downstreamMbps: 100, upstreamMbps: 100 } }"),
                arguments("CatoSite", "description: 大阪営業所 (3階) # \"main\""),
                arguments("CatoSite", "ranges: [ { name: a, subnet: 192.168.101.0/24 } ]"),
                arguments("CatoSite", "location: { stateCode: null }"),
                arguments("Router", "address: rtx-1.example.com"),
                arguments("Router", "address: 2001:db8::1"),
                arguments("Router", "numbers: { tunnels: \"7\", filters: 1-21474836 }"),
                arguments("RouterTunnel", "{ adopt: true, tunnelNumber: 1 }"),
                arguments("RouterTunnel", "description: cato-tokyo [1] (main)"));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource
    void accepted(String kind, String change) {
        assertThatCode(() -> dryRun(kind, change)).doesNotThrowAnyException();
    }

    @Test
    void aSiteStaysInItsAccount() throws JsonProcessingException {
        var site = resource("CatoSite", "{}");
        site.getMetadata().setName("moving");
        kube.admin().resource(site).create();
        var moved = resource("CatoSite", "accountRef: { name: other }");
        moved.getMetadata().setName("moving");

        assertThatThrownBy(() -> kube.admin().resource(moved).update())
                .hasMessageContaining("accountRef can not be changed");
    }

    @Test
    void kubectlSaysTheSameToAPerson(@TempDir Path directory) throws Exception {
        var file = directory.resolve("site.yaml");
        Files.writeString(
                file,
                Serialization.asYaml(resource(
                        "CatoSite",
                        "{ nativeRange: 192.168.100.1/24, secondary: { popLocation: Tokyo }, identification:"
                                + " FQDN, colour: red }")));

        var strict = kube.tryKubectl("apply", "-f", file.toString());
        var lax = kube.tryKubectl("apply", "--validate=ignore", "-f", file.toString());

        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(strict.errors()).contains("unknown field \"spec.colour\"");
        assertThat(lax.exitCode()).isEqualTo(1);
        assertThat(lax.errors())
                .contains("The CatoSite \"candidate\" is invalid", "spec.nativeRange: Invalid value")
                .contains("host bits are set", "are both in Tokyo", "write connectionMode: ResponderOnly");
        assertThat(kube.tryKubectl("get", "catosite", "candidate", "-n", namespace.name())
                        .errors())
                .contains("NotFound");
    }

    private void dryRun(String kind, String change) throws JsonProcessingException {
        kube.admin().resource(resource(kind, change)).dryRun().create();
    }

    private GenericKubernetesResource resource(String kind, String change) throws JsonProcessingException {
        ObjectNode spec = YAML.readValue(Objects.requireNonNull(VALID.get(kind)), ObjectNode.class);
        merge(spec, YAML.readValue(change, ObjectNode.class));
        var resource = new GenericKubernetesResource();
        resource.setApiVersion(Api.GROUP + "/" + Api.VERSION);
        resource.setKind(kind);
        resource.setMetadata(new ObjectMetaBuilder()
                .withName("candidate")
                .withNamespace(namespace.name())
                .build());
        resource.setAdditionalProperty("spec", spec);
        return resource;
    }

    private static void merge(ObjectNode into, ObjectNode change) {
        for (var field : List.copyOf(change.properties())) {
            JsonNode there = into.get(field.getKey());
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (there instanceof ObjectNode inner && field.getValue() instanceof ObjectNode innerChange) {
                merge(inner, innerChange);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }
}
