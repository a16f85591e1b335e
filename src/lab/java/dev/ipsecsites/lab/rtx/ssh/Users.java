package dev.ipsecsites.lab.rtx.ssh;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.List;

/** {@code security class} and {@code user attribute}: who may log in over SSH with the right password or key (yamaha-rtx.md §1.1). */
final class Users {
    /** Of {@code security class}: the serial console and nothing else. */
    private static final String SERIAL_ONLY = "3";

    private Users() {}

    static boolean admits(Router router, String user, String client) {
        boolean serialOnly = router.running()
                .find(Context.GLOBAL, "security class")
                .filter(l -> l.value().getFirst().equals(SERIAL_ONLY))
                .isPresent();
        List<String> connections = listed(router, user, "connection", "all");
        return !serialOnly
                && (connections.contains("all") || connections.contains("ssh"))
                && listed(router, user, "host", "any").stream()
                        .anyMatch(h -> SshHosts.admits(router.running(), h, client))
                && !(router.userAttribute(user, "multi-session").equals("off") && present(router, user));
    }

    private static List<String> listed(Router router, String user, String attribute, String otherwise) {
        String typed = router.userAttribute(user, attribute);
        return List.of((typed.isEmpty() ? otherwise : typed).split(",", -1));
    }

    private static boolean present(Router router, String user) {
        return router.operators().all().values().stream()
                .anyMatch(login -> login.user().equals(user));
    }
}
