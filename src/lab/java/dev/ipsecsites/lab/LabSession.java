package dev.ipsecsites.lab;

import dev.ipsecsites.lab.wire.WireTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A lab with everything in it. Its parts are stopped by the stopper that was given. */
final class LabSession {
    private static final Duration OPERATOR_START = Duration.ofSeconds(60);

    /** The issue asks for a minute for four sites; a slow machine gets more before the lab gives up. */
    private static final Duration READY_BASE = Duration.ofMinutes(5);

    private static final Duration READY_FOR_EACH_SITE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Project project;
    private final LabDirectory directory;
    private final Stopper stopper;
    private final Progress progress;
    private final List<Branch> branches;
    private final Simulators simulators;
    private final Cluster cluster;
    private OperatorProcess operator;

    /**
     * The files that the lab takes from the repository.
     *
     * @param jar the operator's, with {@code lib/} beside it
     */
    record Project(Path jar, Path chart, Path examples) {
        /** The repository at that directory. */
        static Project at(Path base) {
            return new Project(
                    base.resolve("target/ipsec-sites.jar").toAbsolutePath(),
                    base.resolve("helm/ipsec-sites"),
                    base.resolve("examples"));
        }
    }

    private LabSession(
            Project project,
            LabDirectory directory,
            Stopper stopper,
            Progress progress,
            List<Branch> branches,
            Simulators simulators,
            Cluster cluster)
            throws IOException, InterruptedException {
        this.project = project;
        this.directory = directory;
        this.stopper = stopper;
        this.progress = progress;
        this.branches = branches;
        this.simulators = simulators;
        this.cluster = cluster;
        this.operator = runOperator();
    }

    /**
     * Starts all parts and waits until the operator is ready; no manifest is applied yet.
     *
     * @throws LabException when a part does not start
     */
    static LabSession start(
            Project project,
            LabDirectory directory,
            Stopper stopper,
            Progress progress,
            List<Branch> branches,
            WireKind wire)
            throws IOException, InterruptedException {
        return start(project, directory, stopper, progress, branches, wire, WireTiming.defaults());
    }

    /** The same with the compared wire at another pace. */
    static LabSession start(
            Project project,
            LabDirectory directory,
            Stopper stopper,
            Progress progress,
            List<Branch> branches,
            WireKind wire,
            WireTiming timing)
            throws IOException, InterruptedException {
        var simulators = Simulators.start(branches, directory, stopper, progress, wire, timing);
        progress.say(
                "Cato", "CMA simulator answers at " + simulators.connection().cmaEndpoint());
        simulators
                .routers()
                .forEach(router -> progress.say(
                        router.name(), router.model().printed() + " simulator answers SSH on port " + router.port()));
        var cluster = Cluster.start(project.chart(), directory, stopper, progress);
        return new LabSession(project, directory, stopper, progress, branches, simulators, cluster);
    }

    private OperatorProcess runOperator() throws IOException, InterruptedException {
        var process = stopper.add(OperatorProcess.start(new OperatorProcess.Start(
                project.jar(),
                cluster.operatorKubeconfig(),
                Cluster.OPERATOR_NAMESPACE,
                simulators.connection().cmaHost(),
                simulators.authority(),
                directory.temporary(),
                directory.log("operator"))));
        process.awaitReady(OPERATOR_START);
        progress.say("operator", "runs as a process of its own, log: " + process.log());
        return process;
    }

    /** Kills the operator as a crash would, and starts it again. */
    void restartOperator() throws IOException, InterruptedException {
        operator.kill();
        progress.say("operator", "killed");
        operator = runOperator();
    }

    /** Applies the branches' manifests, with the simulators' addresses in them. */
    void applyBranches() {
        for (var branch : branches) {
            cluster.apply(simulators
                    .connection()
                    .connect(branch, simulators.address(branch.router().name())));
            progress.say(
                    "CatoSite " + branch.site(),
                    "applied, with Router " + branch.router().name());
        }
    }

    /**
     * Waits until all sites are Ready, telling what happens.
     *
     * @return whether they are, in time
     * @throws LabException when the operator ends meanwhile
     */
    boolean awaitReady(SiteWatch watch) throws InterruptedException {
        var left = READY_BASE.plus(READY_FOR_EACH_SITE.multipliedBy(branches.size()));
        while (left.isPositive()) {
            if (watch.awaitReady(branches.size(), LOOK)) {
                return true;
            }
            if (stopper.stopping()) {
                throw new InterruptedException("the lab is being stopped");
            }
            if (!operator.isAlive()) {
                throw new LabException("the operator has ended", operator.log());
            }
            left = left.minus(LOOK);
        }
        return false;
    }

    /** Watches the sites until it is closed, which the stopper does. */
    SiteWatch watch() {
        return stopper.add(new SiteWatch(cluster.kube().admin(), Cluster.NAMESPACE, progress));
    }

    /** Why sites are not Ready, for a person. */
    String diagnosis() throws IOException {
        var logs = new ArrayList<>(List.of(operator.log()));
        logs.addAll(simulators.writeLogs());
        logs.add(directory.log("lab"));
        return new Diagnosis(cluster.kube(), Cluster.NAMESPACE).text(logs);
    }

    Simulators simulators() {
        return simulators;
    }

    Cluster cluster() {
        return cluster;
    }

    List<Branch> branches() {
        return branches;
    }
}
