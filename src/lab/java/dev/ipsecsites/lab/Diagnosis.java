package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.KubeApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Why sites are not Ready, from what the operator says of every resource, and where to read on. */
final class Diagnosis {
    private final KubeApi kube;
    private final String namespace;

    Diagnosis(KubeApi kube, String namespace) {
        this.kube = kube;
        this.namespace = namespace;
    }

    /**
     * The text for a person.
     *
     * @param logs of the parts that may know more
     */
    String text(List<Path> logs) {
        var text = new StringBuilder("Not everything is Ready:\n");
        for (var kind : Kinds.all()) {
            kube.admin().genericKubernetesResources(kind.context()).inNamespace(namespace).list().getItems().stream()
                    .filter(resource -> !Condition.isReady(resource))
                    .forEach(resource -> text.append(describe(resource)));
        }
        text.append("Logs to read:\n");
        logs.forEach(log -> text.append("  ").append(log).append('\n'));
        return text.toString();
    }

    private static String describe(GenericKubernetesResource resource) {
        var conditions = Condition.of(resource);
        var head =
                "  %s %s: ".formatted(resource.getKind(), resource.getMetadata().getName());
        return conditions.isEmpty()
                ? head + "the operator has not said anything about it\n"
                : head
                        + conditions.stream()
                                .filter(condition -> !condition.message().isEmpty())
                                .map(condition -> condition.sentence().replace('\n', ' '))
                                .collect(Collectors.joining("\n      ", "\n      ", "\n"));
    }
}
