package dev.ipsecsites.lab;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;

/**
 * {@code helm install} as a program of its own. Helm's native library takes SIGINT and SIGTERM for itself when it has
 * installed something, so that the JVM that it was loaded into could not be ended by Ctrl-C any more.
 */
final class HelmInstall {
    private HelmInstall() {}

    /** @param arguments chart directory, name of the release, namespace, kubeconfig */
    public static void main(String[] arguments) {
        new Helm(Path.of(arguments[0]))
                .install()
                .withName(arguments[1])
                .withNamespace(arguments[2])
                .createNamespace()
                .withKubeConfig(Path.of(arguments[3]))
                .call();
    }
}
