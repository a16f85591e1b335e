package dev.ipsecsites.lab.kube;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The programs of Kubernetes that the tests and the lab run. */
public enum KubeBinary {
    ETCD("etcd"),
    KUBE_APISERVER("kube-apiserver"),
    KUBECTL("kubectl"),
    KUBE_CONTROLLER_MANAGER("kube-controller-manager");

    private final String fileName;

    KubeBinary(String fileName) {
        this.fileName = fileName;
    }

    /** The name of its file in the layout of kube-api-test, which is also the name of the command. */
    public String fileName() {
        return fileName;
    }

    Path in(Path directory) {
        return directory.resolve(fileName);
    }

    boolean isIn(Path directory) {
        return Files.isExecutable(in(directory)) && Files.isRegularFile(in(directory));
    }

    /** What kube-api-test starts a server with: it insists on these three and knows no others. */
    static Set<KubeBinary> server() {
        return EnumSet.of(ETCD, KUBE_APISERVER, KUBECTL);
    }
}
