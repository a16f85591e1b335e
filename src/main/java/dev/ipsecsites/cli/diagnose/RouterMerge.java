package dev.ipsecsites.cli.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Files of one router laid together: every file with a configuration is a router, and the others belong to the only one that there is; to the
 * first where there are several, because nothing in them says whose they are.
 */
final class RouterMerge {
    private RouterMerge() {}

    static List<RouterCapture> merge(List<RouterCapture> files) {
        List<RouterCapture> routers = new ArrayList<>();
        List<RouterCapture> rest = new ArrayList<>();
        for (RouterCapture file : files) {
            boolean known = routers.stream().anyMatch(r -> r.config.equals(file.config));
            (file.config.isEmpty() || known ? rest : routers).add(file);
        }
        if (routers.isEmpty() && !rest.isEmpty()) {
            routers.add(new RouterCapture());
        }
        if (!rest.isEmpty()) {
            routers.set(0, together(routers.getFirst(), rest));
        }
        return routers;
    }

    private static RouterCapture together(RouterCapture first, List<RouterCapture> rest) {
        RouterCapture all = new RouterCapture();
        List<RouterCapture> files = new ArrayList<>(List.of(first));
        files.addAll(rest);
        all.config.addAll(first.config);
        all.partialConfig = first.partialConfig;
        for (RouterCapture file : files) {
            all.kinds.addAll(file.kinds);
            all.sa.addAll(file.sa);
            all.saDetails.addAll(file.saDetails);
            all.routes.addAll(file.routes);
            all.environment.addAll(file.environment);
            all.dhcp.addAll(file.dhcp);
            file.tunnels.forEach((number, blocks) ->
                    all.tunnels.computeIfAbsent(number, n -> new ArrayList<>()).addAll(blocks));
            all.pps.putAll(file.pps);
        }
        files.forEach(file -> all.logs.addAll(file.logs));
        return all;
    }
}
