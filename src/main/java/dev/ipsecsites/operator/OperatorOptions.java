package dev.ipsecsites.operator;

import dev.ipsecsites.cato.CmaEndpoint;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the operator; a mix-in of its subcommand. The cluster comes from KUBECONFIG or the Pod's service account. */
public final class OperatorOptions {
    @Nullable
    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "The operator's own namespace, for its lease and its key; default: that of the Pod or of the"
                    + " kubeconfig.")
    private String namespace;

    @Option(
            names = "--watch-namespaces",
            split = ",",
            paramLabel = "NAME",
            description = "Namespaces to watch; default: all.")
    private Set<String> watchNamespaces = new LinkedHashSet<>();

    @Option(
            names = "--cma-hosts",
            split = ",",
            paramLabel = "HOST",
            description = "Hosts that CatoAccounts may name as endpoint; a * stands for one label. "
                    + "Default: Cato's own, api.catonetworks.com and its regions.")
    private Set<String> cmaHosts = new LinkedHashSet<>(CmaEndpoint.CATO_HOSTS);

    @Nullable
    @Option(
            names = "--cma-ca-file",
            paramLabel = "FILE",
            description = "PEM file with certificate authorities to trust for Cato's API, beside Java's.")
    private Path cmaCaFile;

    @Nullable
    @Option(
            names = "--owner-id",
            paramLabel = "ID",
            description = "Marks what this operator makes at Cato; default: the UID of the namespace kube-system.")
    private String ownerId;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of /metrics; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int metricsPort = 8080;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of /healthz and /readyz; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int healthPort = 8081;

    @Option(
            names = "--leader-election",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether several replicas agree on one that works. Default: ${DEFAULT-VALUE}.")
    private Switch leaderElection = Switch.on;

    /** On or off, as typed. */
    enum Switch {
        on,
        off
    }

    Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    Set<String> watchNamespaces() {
        return watchNamespaces;
    }

    Set<String> cmaHosts() {
        return cmaHosts;
    }

    Optional<Path> cmaCaFile() {
        return Optional.ofNullable(cmaCaFile);
    }

    Optional<String> ownerId() {
        return Optional.ofNullable(ownerId);
    }

    int metricsPort() {
        return metricsPort;
    }

    int healthPort() {
        return healthPort;
    }

    boolean leaderElection() {
        return leaderElection == Switch.on;
    }
}
