package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The main job as {@code mvn -Plab} does it, with the operator's own process and the chart's rights: sites come up though the
 * operator is killed in the middle, cost nothing while nothing changes, and leave nothing when their namespace is deleted.
 */
@Order(4)
class LabIT {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private static final String POLLS = "10s";

    /** Longer than the poll intervals of routers and account together. */
    private static final Duration IDLE = Duration.ofSeconds(22);

    @Test
    void bringsTheExamplesUpSurvivesKillsCostsNothingIdleAndLeavesNothing() throws Exception {
        try (var stopper = new Stopper()) {
            var directory = stopper.add(LabDirectory.fresh(Path.of("target", "lab-it")));
            var project = LabSession.Project.at(Path.of(""));
            var branches = new Fleet(project.examples(), Optional.of(SharedHostKey.PAIR)).ofExamples();
            branches.forEach(branch -> Paced.polled(branch.manifests(), POLLS));
            var progress = new Progress(System.out, Clock.systemUTC());
            var lab = LabSession.start(project, directory, stopper, progress, branches, WireKind.COMPARED);
            Map<String, List<String>> routersBefore = configurations(lab);
            List<String> addressesBefore = addresses(lab);

            var watch = lab.watch();
            lab.applyBranches();
            await().atMost(A_WHILE).until(() -> !sites(lab).isEmpty());
            lab.restartOperator();
            assertThat(lab.awaitReady(watch)).as("%s", lab.diagnosis()).isTrue();
            assertThat(sites(lab)).hasSize(4).doesNotHaveDuplicates();
            assertThat(addresses(lab)).hasSize(addressesBefore.size() + 6);

            showsNoSecret(lab, directory);
            lab.restartOperator();
            staysAsItIs(lab);

            lab.cluster()
                    .kube()
                    .admin()
                    .namespaces()
                    .withName(Cluster.NAMESPACE)
                    .delete();
            await().atMost(A_WHILE)
                    .until(() -> lab.cluster()
                                    .kube()
                                    .admin()
                                    .namespaces()
                                    .withName(Cluster.NAMESPACE)
                                    .get()
                            == null);
            assertThat(sites(lab)).isEmpty();
            assertThat(addresses(lab)).containsExactlyInAnyOrderElementsOf(addressesBefore);
            assertThat(configurations(lab)).isEqualTo(routersBefore);
        }
    }

    /** No key, password or API key stands in what the operator prints or stores outside Secrets. */
    private static void showsNoSecret(LabSession lab, LabDirectory directory) throws IOException {
        KubernetesClient client = lab.cluster().kube().admin();
        List<String> secrets = client.secrets().inNamespace(Cluster.NAMESPACE).list().getItems().stream()
                .flatMap(s -> s.getData().entrySet().stream())
                .filter(entry -> !entry.getKey().equals("username"))
                .map(entry -> new String(Base64.getDecoder().decode(entry.getValue()), StandardCharsets.UTF_8))
                .toList();
        String said = Files.readString(directory.log("operator"))
                + kinds(client)
                        .filter(o -> !o.getKind().equals("Secret"))
                        .map(Serialization::asJson)
                        .collect(Collectors.joining());
        assertThat(secrets)
                .hasSizeGreaterThan(10)
                .allSatisfy(secret -> assertThat(said.contains(secret))
                        .as("a value of %s characters is shown", secret.length())
                        .isFalse());
    }

    /**
     * Nothing is changed at Cato, nothing typed into a router but questions, nothing written to Kubernetes, from one moment to
     * another that is longer away than a poll: once the restarted operator has had its looks at everything.
     */
    private static void staysAsItIs(LabSession lab) {
        var last = new AtomicReference<>(Moment.of(lab));
        await().pollInterval(IDLE).atMost(IDLE.multipliedBy(6)).until(() -> {
            Moment now = Moment.of(lab);
            return now.quietSince(last.getAndSet(now));
        });
    }

    /** What has been done up to a moment. */
    private record Moment(
            Map<String, String> versions,
            Map<String, Long> requests,
            Map<String, Long> mutations,
            Map<String, List<String>> commands) {
        static Moment of(LabSession lab) {
            var statistics = lab.simulators().cma().statistics();
            return new Moment(
                    LabIT.versions(lab.cluster().kube().admin()),
                    statistics.requests(),
                    statistics.mutations(),
                    lab.simulators().routers().stream()
                            .collect(Collectors.toMap(RtxSimulator::name, r -> List.copyOf(r.commandsSeen()))));
        }

        boolean quietSince(Moment then) {
            return versions.equals(then.versions)
                    && mutations.equals(then.mutations)
                    && !requests.equals(then.requests)
                    && commands.entrySet().stream().allMatch(router -> {
                        List<String> all = router.getValue();
                        int before = then.commands
                                .getOrDefault(router.getKey(), List.of())
                                .size();
                        return all.size() > before
                                && all.subList(before, all.size()).stream().allMatch(LabIT::onlyAsks);
                    });
        }
    }

    /** Console settings are the session's own, and put back by it (yamaha-rtx.md §1.6). */
    private static boolean onlyAsks(String command) {
        return command.isBlank()
                || Stream.of("show ", "console ", "no console ", "administrator", "exit", "quit", "N", "*")
                        .anyMatch(command::startsWith);
    }

    private static Map<String, String> versions(KubernetesClient client) {
        return kinds(client)
                .collect(Collectors.toMap(
                        o -> o.getKind() + " " + o.getMetadata().getName(),
                        o -> o.getMetadata().getResourceVersion(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Everything in the sites' namespace that the operator reads or writes. */
    private static Stream<HasMetadata> kinds(KubernetesClient client) {
        return Stream.<Function<KubernetesClient, List<? extends HasMetadata>>>of(
                        c -> list(c, CatoAccount.class),
                        c -> list(c, CatoSite.class),
                        c -> list(c, Router.class),
                        c -> list(c, RouterTunnel.class),
                        c -> c.secrets().inNamespace(Cluster.NAMESPACE).list().getItems(),
                        c -> c.configMaps()
                                .inNamespace(Cluster.NAMESPACE)
                                .list()
                                .getItems(),
                        c -> c.v1().events()
                                .inNamespace(Cluster.NAMESPACE)
                                .list()
                                .getItems())
                .flatMap(kind -> kind.apply(client).stream());
    }

    private static <R extends HasMetadata> List<R> list(KubernetesClient client, Class<R> kind) {
        return client.resources(kind).inNamespace(Cluster.NAMESPACE).list().getItems();
    }

    /** Order of lines aside: the router files some of them anew. */
    private static Map<String, List<String>> configurations(LabSession lab) {
        return lab.simulators().routers().stream()
                .collect(Collectors.toMap(
                        RtxSimulator::name,
                        r -> Stream.concat(
                                        r.runningConfig().stream().map("running "::concat),
                                        r.savedConfig().stream().map("saved "::concat))
                                .sorted()
                                .toList()));
    }

    private static List<String> sites(LabSession lab) {
        return texts(lab, "sites", "name");
    }

    private static List<String> addresses(LabSession lab) {
        return texts(lab, "addresses", "ip");
    }

    /** From what the simulator says of itself, apart from Cato's own API. */
    private static List<String> texts(LabSession lab, String list, String field) {
        var accounts = (List<?>) lab.simulators().cma().state().getOrDefault("accounts", List.of());
        return accounts.stream()
                .flatMap(account -> Stream.ofNullable(((Map<?, ?>) account).get(list)))
                .flatMap(entries -> ((List<?>) entries).stream())
                .map(entry -> String.valueOf(((Map<?, ?>) entry).get(field)))
                .toList();
    }
}
