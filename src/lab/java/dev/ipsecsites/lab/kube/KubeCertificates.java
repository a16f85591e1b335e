package dev.ipsecsites.lab.kube;

import io.fabric8.kubeapitest.cert.CertManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/**
 * The certificates that kube-api-test writes once and shares between all servers of the machine. It neither renews them
 * (they last a year) nor keeps two JVMs from writing them at once.
 */
final class KubeCertificates {
    private static final List<String> FILES = List.of(
            CertManager.API_SERVER_KEY_NAME,
            CertManager.API_SERVER_CERT_NAME,
            CertManager.CLIENT_KEY_NAME,
            CertManager.CLIENT_CERT_NAME);

    /** A server that starts now must not find its certificate expired during its run. */
    private static final Duration RESERVE = Duration.ofDays(2);

    private final Path root;
    private final Clock clock;

    KubeCertificates(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Makes sure that all of them are there and valid for the next two days. */
    void ensure() throws IOException {
        try (var lock = DirectoryLock.hold(root, () -> {})) {
            if (usable()) {
                return;
            }
            var fresh = root.resolve(".certificates");
            Trees.delete(fresh);
            Files.createDirectories(fresh);
            new CertManager(fresh.toString()).createCertificatesIfNeeded();
            for (var name : FILES) {
                Files.move(
                        fresh.resolve(name),
                        root.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Trees.delete(fresh);
        }
    }

    private boolean usable() throws IOException {
        return FILES.stream().allMatch(name -> Files.exists(root.resolve(name)))
                && valid(CertManager.API_SERVER_CERT_NAME)
                && valid(CertManager.CLIENT_CERT_NAME);
    }

    private boolean valid(String name) throws IOException {
        try (var in = Files.newInputStream(root.resolve(name))) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            certificate.checkValidity(Date.from(clock.instant().plus(RESERVE)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
