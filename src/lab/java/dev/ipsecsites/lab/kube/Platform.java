package dev.ipsecsites.lab.kube;

import io.fabric8.kubeapitest.binary.OSInfo;

/**
 * Operating system and processor as Go and kube-api-test write them.
 *
 * @param os {@code linux}, {@code darwin} or {@code windows}
 * @param architecture {@code amd64}, {@code arm64} or {@code ppc64le}
 */
record Platform(String os, String architecture) {

    /** kube-api-test's own reading, so that both look into the same directory. */
    static Platform current() {
        var info = new OSInfo();
        return new Platform(info.getOSName(), info.getOSArch());
    }

    /** How the name of a version directory ends: {@code -linux-amd64}. */
    String suffix() {
        return "-" + os + "-" + architecture;
    }
}
