package dev.ipsecsites.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KubeBinariesTest {
    private static final Platform PLATFORM = new Platform("linux", "amd64");

    @TempDir
    Path root;

    private final List<String> progress = new ArrayList<>();

    @Test
    void takesTheNewestWholeDirectoryThatIsThereWithoutAskingAnySource() throws Exception {
        put(EnumSet.allOf(KubeBinary.class), "1.35.2-linux-amd64");
        put(EnumSet.allOf(KubeBinary.class), "1.35.10-linux-amd64");
        put(EnumSet.allOf(KubeBinary.class), "1.36.0-linux-amd64");
        put(EnumSet.allOf(KubeBinary.class), "1.35.11-linux-arm64");

        var installed = binaries(new Closed()).install();

        assertThat(installed.version()).isEqualTo("1.35.10");
        assertThat(installed.path(KubeBinary.KUBECTL)).isExecutable();
        assertThat(progress).isEmpty();
    }

    @Test
    void aHalfFilledDirectoryNeverCountsAsThere() throws Exception {
        put(EnumSet.of(KubeBinary.ETCD, KubeBinary.KUBECTL), "1.35.9-linux-amd64");
        var source = new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class));

        assertThat(binaries(source).install().version()).isEqualTo("1.35.4");
        assertThat(source.asked).containsExactly(EnumSet.allOf(KubeBinary.class));
    }

    @Test
    void aProgramThatCannotBeExecutedCountsAsMissing() throws Exception {
        var directory = put(EnumSet.allOf(KubeBinary.class), "1.35.4-linux-amd64");
        assertThat(KubeBinary.ETCD.in(directory).toFile().setExecutable(false)).isTrue();
        var source = new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class));

        binaries(source).install();

        assertThat(KubeBinary.ETCD.in(directory)).isExecutable();
    }

    @Test
    void whatOneSourceDoesNotHaveComesFromTheNext() throws Exception {
        var download = new Delivers("1.35.7", KubeBinary.server());
        var build = new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class));

        var installed = binaries(download, build).install();

        assertThat(installed.version()).isEqualTo("1.35.7");
        assertThat(installed.path(KubeBinary.KUBE_CONTROLLER_MANAGER)).isExecutable();
        assertThat(build.asked).containsExactly(EnumSet.of(KubeBinary.KUBE_CONTROLLER_MANAGER));
    }

    @Test
    void aSourceThatFailsInTheMiddleLeavesNothingBehind() throws Exception {
        var breaks = new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class)) {
            @Override
            public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException {
                super.fetch(EnumSet.of(KubeBinary.ETCD), directory);
                throw new UnavailableException("connection lost");
            }
        };
        var whole = new Delivers("1.35.5", EnumSet.allOf(KubeBinary.class));

        binaries(breaks, whole).install();

        assertThat(root.resolve("k8s")).isDirectoryNotContaining("glob:**1.35.4*");
        assertThat(root.resolve(".partial")).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftHalfDoneIsClearedAwayFirst() throws Exception {
        Files.createDirectories(root.resolve(".partial/module-etcd"));
        Files.writeString(root.resolve(".partial/etcd"), "half");

        binaries(new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class))).install();

        assertThat(root.resolve(".partial")).doesNotExist();
    }

    @Test
    @Timeout(30)
    void twoOfOneJvmThatNeedThemAtTheSameTimeFetchThemOnce() throws Exception {
        var firstIsAtIt = new CountDownLatch(1);
        var secondWaits = new CountDownLatch(1);
        var first = new Delivers("1.35.4", EnumSet.allOf(KubeBinary.class)) {
            @Override
            public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException {
                firstIsAtIt.countDown();
                try {
                    secondWaits.await();
                } catch (InterruptedException e) {
                    throw new UnavailableException("interrupted", e);
                }
                return super.fetch(wanted, directory);
            }
        };
        var second = new Delivers("1.35.5", EnumSet.allOf(KubeBinary.class));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> binaries(first).install().version());
            firstIsAtIt.await();
            var other = threads.submit(
                    () -> new KubeBinaries(root, PLATFORM, List.of(second), said -> secondWaits.countDown())
                            .install()
                            .version());

            assertThat(one.get()).isEqualTo("1.35.4");
            assertThat(other.get()).isEqualTo("1.35.4");
        }
        assertThat(second.asked).isEmpty();
    }

    @Test
    void withoutAnyOpenWayTheErrorNamesWhatWasTriedAndTheThreeRemedies() {
        assertThatThrownBy(() -> binaries(new Closed()).install())
                .isInstanceOf(KubeBinariesMissingException.class)
                .hasMessageContaining("- ask the neighbour: nobody at home")
                .hasMessageContaining("1. Put etcd, kube-apiserver, kubectl and kube-controller-manager 1.35.4 into "
                        + root.resolve("k8s/1.35.4-linux-amd64"))
                .hasMessageContaining("2. Give this machine access to the Internet")
                .hasMessageContaining("3. Install Go 1.25 or later");
    }

    @Test
    void goThatIsNotInstalledIsSaidPlainly() {
        assertThatThrownBy(() -> binaries(new GoBuild("1.35.4", "no-such-go", progress::add))
                        .install())
                .hasMessageContaining("no usable Go (1.25 or later) on the path")
                .hasMessageContaining("no-such-go");
    }

    private KubeBinaries binaries(BinarySource... sources) {
        return new KubeBinaries(root, PLATFORM, List.of(sources), progress::add);
    }

    private Path put(Set<KubeBinary> binaries, String version) throws IOException {
        var directory = Files.createDirectories(root.resolve("k8s").resolve(version));
        write(binaries, directory);
        return directory;
    }

    private static void write(Set<KubeBinary> binaries, Path directory) throws IOException {
        for (var binary : binaries) {
            Files.writeString(binary.in(directory), "#!/bin/sh\n");
            assertThat(binary.in(directory).toFile().setExecutable(true)).isTrue();
        }
    }

    private static class Delivers implements BinarySource {
        private final String version;
        private final Set<KubeBinary> offers;
        final List<Set<KubeBinary>> asked = new ArrayList<>();

        Delivers(String version, Set<KubeBinary> offers) {
            this.version = version;
            this.offers = offers;
        }

        @Override
        public String description() {
            return "deliver " + version;
        }

        @Override
        public Set<KubeBinary> offers() {
            return offers;
        }

        @Override
        public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException {
            asked.add(EnumSet.copyOf(wanted));
            try {
                write(wanted, directory);
            } catch (IOException e) {
                throw new UnavailableException("disk", e);
            }
            return version;
        }
    }

    private static final class Closed implements BinarySource {
        @Override
        public String description() {
            return "ask the neighbour";
        }

        @Override
        public Set<KubeBinary> offers() {
            return EnumSet.allOf(KubeBinary.class);
        }

        @Override
        public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException {
            throw new UnavailableException("nobody at home");
        }
    }
}
