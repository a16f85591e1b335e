package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.KubeBinariesMissingException;
import dev.ipsecsites.lab.wire.WireTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * The main job from end to end on real parts: {@code mvn -Plab}.
 *
 * <p>Exit codes: 0 all sites are Ready ({@code -Dlab.once=true}), 1 they are not, or a part did not start, 2 an option
 * means nothing, 130 ended by Ctrl-C.
 */
public final class Lab {
    private final LabOptions options;
    private final Progress progress;
    private final LabDirectory directory;
    private final Stopper stopper;

    private Lab(LabOptions options, Progress progress, LabDirectory directory, Stopper stopper) {
        this.options = options;
        this.progress = progress;
        this.directory = directory;
        this.stopper = stopper;
    }

    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        try (var stopper = new Stopper()) {
            var options = LabOptions.from(System::getProperty);
            var directory = LabDirectory.fresh(Path.of("target", "lab"));
            var progress = new Progress(System.out, Clock.systemUTC());
            stopper.install(Runtime.getRuntime());
            stopper.add(directory);
            return new Lab(options, progress, directory, stopper).show();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (KubeBinariesMissingException | LabException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The lab cannot go on: " + e.getMessage() + "; logs: target/lab");
            return 1;
        } catch (InterruptedException e) {
            return Stopper.INTERRUPTED;
        }
    }

    private int show() throws IOException, InterruptedException {
        var project = LabSession.Project.at(Path.of(""));
        var fleet = new Fleet(project.examples());
        var branches =
                options.sites().isPresent() ? fleet.generated(options.sites().getAsInt()) : fleet.ofExamples();
        if (options.simulatorsOnly()) {
            progress.print(SimulatorsOnly.text(
                    Simulators.start(branches, directory, stopper, progress, options.wire(), WireTiming.defaults()),
                    branches));
            return untilStopped();
        }
        var lab = LabSession.start(project, directory, stopper, progress, branches, options.wire());
        var watch = lab.watch();
        lab.applyBranches();
        var ready = lab.awaitReady(watch);
        progress.print("\n" + lab.cluster().table());
        if (!ready) {
            progress.print(lab.diagnosis());
        }
        if (options.once()) {
            progress.say("lab", ready ? "all sites are Ready" : "not all sites are Ready");
            return ready ? 0 : 1;
        }
        progress.print("kubeconfig: " + lab.cluster().kube().kubeconfig() + "\nlogs:       " + directory.root()
                + "\n\nThings to try in another terminal:\n\n"
                + ThingsToTry.text(ThingsToTry.of(lab))
                + "\nCtrl-C stops everything.\n");
        return untilStopped();
    }

    /** The lab runs until somebody ends it: the shutdown hook does the rest. */
    private static int untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }
}
