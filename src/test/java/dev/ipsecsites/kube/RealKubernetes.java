package dev.ipsecsites.kube;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives a test (named {@code *IT}) the run's one {@link dev.ipsecsites.lab.kube.KubeApi} and a
 * {@link dev.ipsecsites.lab.kube.KubeApi.TestNamespace} of its own as parameters of the constructor, of set-up methods
 * and of test methods. Asked for in the constructor or in {@code @BeforeAll}, the namespace is the class's, otherwise the
 * test's: every parameter of one test means the same one. Such classes run one after the other: definitions and roles are the server's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubeApiExtension.class)
@ResourceLock("the API server of the tests")
public @interface RealKubernetes {}
