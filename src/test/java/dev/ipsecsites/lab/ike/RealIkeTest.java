package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why tests with real daemons are skipped is said in one line. */
class RealIkeTest {
    /** A machine on which everything is there, until something is taken away. */
    private static final class Complete implements RealIke.Machine {
        final Set<String> absent = new HashSet<>();
        String user = "root";
        boolean namespaces = true;

        @Override
        public boolean exists(Path path) {
            return absent.stream().noneMatch(path.toString()::endsWith);
        }

        @Override
        public boolean hasProgram(String name) {
            return !absent.contains(name);
        }

        @Override
        public String user() {
            return user;
        }

        @Override
        public boolean makesNamespaces() {
            return namespaces;
        }
    }

    private final Complete machine = new Complete();

    private String reason() {
        String reason = RealIke.missing(machine).orElseThrow();
        assertThat(reason).doesNotContain("\n").startsWith("real IKE needs");
        return reason;
    }

    @Test
    void nothingIsMissingOnACompleteMachine() {
        assertThat(RealIke.missing(machine)).isEmpty();
    }

    @Test
    void anOrdinaryUserIsToldToBeRoot() {
        machine.user = "taro";
        assertThat(reason()).contains("root", "taro");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ip", "swanctl", "ping", "charon", "libstrongswan-kdf.so", "libstrongswan-kernel-libipsec.so"})
    void whatIsNotInstalledIsNamedWithThePackagesThatBringIt(String name) {
        machine.absent.add(name);
        assertThat(reason()).contains(name, "libstrongswan-extra-plugins");
    }

    @Test
    void aMachineWithoutTunDeviceIsToldSo() {
        machine.absent.add("tun");
        assertThat(reason()).contains("/dev/net/tun");
    }

    @Test
    void aContainerThatForbidsNamespacesIsToldSo() {
        machine.namespaces = false;
        assertThat(reason()).contains("ip netns add");
    }

    @Test
    void theAnswerForThisMachineIsOneLine() {
        assertThat(RealIke.missing()
                        .map(String::lines)
                        .map(lines -> lines.toList().size())
                        .orElse(1))
                .isEqualTo(1);
        assertThat(List.of(RealIke.missing().orElse("real IKE needs nothing")))
                .allMatch(r -> r.startsWith("real IKE needs"));
    }
}
