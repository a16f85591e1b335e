package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Fleet fleet = new Fleet(Path.of("examples"));

    @Test
    void theExamplesShowOneRouterOfEachModel() throws Exception {
        assertThat(fleet.ofExamples())
                .extracting(branch -> branch.router().model())
                .containsExactlyInAnyOrder("RTX810", "RTX830", "RTX1220", "RTX1300");
    }

    @Test
    void theArticlesRouterSpeaksJapaneseAndDialsIn() throws Exception {
        var article = fleet.ofExamples().getFirst().router();

        assertThat(article.model()).isEqualTo("RTX810");
        assertThat(article.japanese()).isTrue();
        assertThat(article.uplink()).isEqualTo(new LabRouter.Uplink("pp1", "198.51.100.20", "198.51.100.1"));
        assertThat(article.lan()).isEqualTo("192.168.100.1/24");
        assertThat(article.configuration()).contains("pppoe use lan2", "ip route default gateway pp 1");
    }

    @Test
    void aRouterOnAFixedLineHasItsAddressAndGateway() throws Exception {
        var router = fleet.ofExamples().get(1).router();

        assertThat(router.configuration())
                .contains("ip lan2 address 198.51.100.40/24", "ip route default gateway 198.51.100.1");
    }

    @Test
    void noTwoBranchesShareANameANetworkOrAnAddress() throws Exception {
        for (var branches : List.of(fleet.ofExamples(), fleet.generated(300))) {
            var seen = new HashSet<String>();
            for (var branch : branches) {
                assertThat(seen.add(branch.site())).isTrue();
                assertThat(seen.add(branch.router().name())).isTrue();
                assertThat(seen.add(branch.router().lan())).isTrue();
                assertThat(seen.add(branch.router().uplink().address())).isTrue();
            }
        }
    }

    @Test
    void manifestsOfABranchNameEachOther() throws Exception {
        var branch = fleet.generated(2).get(1);

        var site = Resource.find(branch.manifests(), "CatoSite", "site-0002").orElseThrow();
        assertThat(site.text("spec", "routerRef", "name")).hasValue("site-0002-rtx");
        var router =
                Resource.find(branch.manifests(), "Router", "site-0002-rtx").orElseThrow();
        assertThat(router.text("spec", "credentialsSecretRef", "name")).hasValue("site-0002-rtx");
        assertThat(Manifests.secret(branch.manifests(), "site-0002-rtx", "username"))
                .hasValue(branch.router().login().user());
    }

    @Test
    void connectingReplacesEveryAddressOfTheRealWorld() throws Exception {
        var connection = new Connection("https://127.0.0.1:8443/api", "127.0.0.1");
        var address = new Connection.RouterAddress("127.0.0.1", 2022, "SHA256:abc");
        for (var branch : fleet.ofExamples()) {
            var manifests = connection.connect(branch, address);

            var router = Resource.ofKind(manifests, "Router").getFirst();
            assertThat(router.text("spec", "address")).hasValue("127.0.0.1");
            assertThat(router.text("spec", "port")).hasValue("2022");
            assertThat(router.text("spec", "hostKey")).hasValue("{fingerprint=SHA256:abc}");
            var account = Resource.ofKind(manifests, "CatoAccount").getFirst();
            assertThat(account.text("spec", "endpoint")).hasValue("https://127.0.0.1:8443/api");
            assertThat(Manifests.secret(manifests, "cato-api", "apiKey")).hasValue("lab-api-key-12345");
            assertThat(Resource.ofKind(manifests, "Secret"))
                    .allSatisfy(secret -> assertThat(String.valueOf(
                                    secret.manifest().getMetadata().getAnnotations()))
                            .doesNotContain("catonetworks", "192.0.2."));
        }
    }
}
