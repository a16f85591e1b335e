package dev.ipsecsites.kube;

import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the server when the first test asks for it. JUnit closes what lies in its stores: the namespace after the test
 * (or the class), the server after the last test of the run.
 */
final class KubeApiExtension implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(KubeApiExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == KubeApi.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var server = context.getRoot().getStore(STORE).computeIfAbsent(KubeApi.class, key -> start(), KubeApi.class);
        if (parameter.getParameter().getType() == KubeApi.class) {
            return server;
        }
        return context.getStore(STORE)
                .computeIfAbsent(TestNamespace.class, key -> server.namespace(prefix(context)), TestNamespace.class);
    }

    private static String prefix(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static KubeApi start() {
        try {
            var kube = KubeApi.start(Path.of("target", "kube"), System.out::println);
            // A test run that is broken off does not close JUnit's stores.
            Runtime.getRuntime().addShutdownHook(new Thread(kube::close, "stop-kubernetes"));
            return kube;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Kubernetes for the tests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kubernetes started", e);
        }
    }
}
