package dev.ipsecsites.lab;

import dev.ipsecsites.lab.ike.site.IkeWire;
import dev.ipsecsites.lab.kube.KubeBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ways to disturb a running lab, each one command that can be pasted into another terminal. */
final class ThingsToTry {
    /**
     * One of them.
     *
     * @param what it does, and what to look for
     * @param command for a shell
     */
    record Thing(String what, String command) {}

    private ThingsToTry() {}

    static List<Thing> of(LabSession lab) {
        var first = lab.branches().getFirst();
        var second = lab.branches().get(1 % lab.branches().size());
        var last = lab.branches().getLast();
        var router = lab.simulators().routerControl() + "/";
        var things = new ArrayList<Thing>();
        lab.simulators().ike().ifPresent(ike -> things.addAll(withPackets(ike, first)));
        things.addAll(List.of(
                new Thing(
                        "cut a PoP off: its tunnels go down, Redundant becomes False (undo: the same with /restore)",
                        "curl -fsS -X POST " + lab.simulators().cmaControl() + "pops/Tokyo/cut"),
                new Thing(
                        "break a pre-shared key at the router: authentication fails, the operator repairs or explains",
                        typed(
                                router + first.router().name(),
                                "ipsec ike pre-shared-key " + gateway(lab, first) + " text SomethingElse42")),
                new Thing(
                        "edit a router by hand, beside the operator: it sees the drift",
                        typed(router + second.router().name(), "no ipsec auto refresh")),
                new Thing(
                        "reboot a router: the tunnels come back from what was saved",
                        "curl -fsS -d '{\"reboot\":true}' " + router
                                + last.router().name()),
                new Thing(
                        "delete a site: nothing of it is left at either end",
                        "%s --kubeconfig %s --namespace %s delete catosite %s"
                                .formatted(
                                        lab.cluster().kube().path(KubeBinary.KUBECTL),
                                        lab.cluster().kube().kubeconfig(),
                                        Cluster.NAMESPACE,
                                        last.site()))));
        return things;
    }

    /** What only real packets show; one leaves it running while a PoP is cut. */
    private static List<Thing> withPackets(IkeWire ike, Branch branch) {
        var router = branch.router().name();
        return List.of(
                new Thing(
                        "packets from the branch's LAN to Cato: they stop when the PoP below is cut, and go on by the"
                                + " other tunnel",
                        "ip netns exec " + ike.lanNamespace(router) + " ping 10.254.254.1"),
                new Thing(
                        "the router's routes in the kernel: tunnel1 is `linkdown` while its SAs are gone",
                        "watch -n1 ip -n " + ike.routerNamespace(router) + " route"));
    }

    private static String typed(String address, String line) {
        return "curl -fsS -d '{\"type\":[\"%s\"]}' %s".formatted(line, address);
    }

    /** The number of the router's first gateway, which the operator chose. */
    private static int gateway(LabSession lab, Branch branch) {
        return lab.simulators().router(branch.router().name()).wire().peers().stream()
                .mapToInt(peer -> peer.gateway())
                .min()
                .orElse(1);
    }

    static String text(List<Thing> things) {
        return things.stream()
                .map(thing -> "  # %s\n  %s\n".formatted(thing.what(), thing.command()))
                .collect(Collectors.joining("\n"));
    }
}
