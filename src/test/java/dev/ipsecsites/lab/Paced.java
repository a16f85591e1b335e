package dev.ipsecsites.lab;

import java.util.List;

/** How often the ends are asked. */
final class Paced {
    private Paced() {}

    /** Router and account of these manifests at that interval. */
    static void polled(List<Resource> manifests, String interval) {
        Resource.ofKind(manifests, Kinds.ACCOUNT.kind())
                .forEach(found -> found.set(interval, "spec", "snapshotInterval"));
        Resource.ofKind(manifests, Kinds.ROUTER.kind())
                .forEach(found -> found.set(interval, "spec", "commit", "pollInterval"));
    }
}
