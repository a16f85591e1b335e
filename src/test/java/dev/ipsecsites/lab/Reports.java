package dev.ipsecsites.lab;

import dev.ipsecsites.lab.rtx.RtxSimulator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the two ends say of their tunnels from moment to moment, read from the simulators and not from the operator, and what somebody who watches
 * the Kubernetes API gets to see of it.
 */
final class Reports implements AutoCloseable {
    /** How often the ends are looked at: a report is at most so much older than it is taken for. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Pattern ONLINE =
            Pattern.compile("^\\s*(Current status is Online\\.|トンネルインタフェースは接続されています)$", Pattern.MULTILINE);
    private static final Pattern RECEIVED =
            Pattern.compile("^\\s*(?:Received|受信): +\\(IPv4\\) ([0-9]+)", Pattern.MULTILINE);

    private static final Pattern KEEPALIVE_OK = Pattern.compile("\\[(?:Status|状態)\\]: OK", Pattern.MULTILINE);

    private final LabSession lab;
    private final List<Ends> tunnels = new ArrayList<>();
    private final Map<String, Flip.Track> reported = new TreeMap<>();
    private final Map<String, Flip.Track> seen = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("reports").daemon().factory());
    private long lastLook;
    private volatile long longestGap;

    /** A tunnel with its two ends. */
    private record Ends(String site, String routerTunnel, String catoKey, RtxSimulator router, int number) {
        /** What Yamaha calls online, and something has come through since it is: packets, or answers to keepalives. */
        boolean aliveAtRouter() {
            String said = String.join("\n", router.type("show status tunnel " + number));
            var received = RECEIVED.matcher(said);
            boolean packets = received.find() && Long.parseLong(received.group(1)) > 0;
            return ONLINE.matcher(said).find()
                    && (packets || KEEPALIVE_OK.matcher(said).find());
        }
    }

    /** Begins; the sites of the lab are Ready. */
    Reports(LabSession lab) {
        this.lab = lab;
        KubernetesClient client = lab.cluster().kube().admin();
        for (var branch : lab.branches()) {
            var site = read(client, Kinds.SITE, branch.site());
            var siteId = site.text("status", "siteId").orElseThrow();
            for (var tunnel : site.entries("status", "tunnels")) {
                var name = String.valueOf(tunnel.get("routerTunnel"));
                tunnels.add(new Ends(
                        branch.site(),
                        name,
                        siteId + "/" + tunnel.get("id"),
                        lab.simulators().router(branch.router().name()),
                        read(client, Kinds.TUNNEL, name)
                                .text("status", "tunnelNumber")
                                .map(Integer::valueOf)
                                .orElseThrow()));
            }
        }
        watch(client, Kinds.TUNNEL);
        watch(client, Kinds.SITE);
        lastLook = System.nanoTime();
        var _ = looking.scheduleAtFixedRate(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Resource read(KubernetesClient client, Kinds kind, String name) {
        return new Resource(Objects.requireNonNull(client.genericKubernetesResources(kind.context())
                .inNamespace(Cluster.NAMESPACE)
                .withName(name)
                .get()));
    }

    private void watch(KubernetesClient client, Kinds kind) {
        informers.add(client.genericKubernetesResources(kind.context())
                .inNamespace(Cluster.NAMESPACE)
                .inform(new ResourceEventHandler<GenericKubernetesResource>() {
                    @Override
                    public void onAdd(GenericKubernetesResource added) {
                        boolean up = Condition.of(added).stream()
                                .anyMatch(condition -> condition.type().equals("Operational") && condition.holds());
                        seen.computeIfAbsent(
                                        kind.kind() + " " + added.getMetadata().getName(), s -> new Flip.Track())
                                .add(System.nanoTime(), up);
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                        onAdd(after);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource deleted, boolean unknown) {}
                }));
    }

    private void look() {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastLook);
        lastLook = now;
        Map<String, Boolean> cato = connected();
        Map<String, Boolean> sites = new TreeMap<>();
        for (Ends tunnel : tunnels) {
            boolean alive = tunnel.aliveAtRouter();
            report("RouterTunnel " + tunnel.routerTunnel(), now, alive);
            sites.merge(tunnel.site(), alive && cato.getOrDefault(tunnel.catoKey(), false), Boolean::logicalOr);
        }
        sites.forEach((site, up) -> report("CatoSite " + site, now, up));
    }

    private void report(String subject, long at, boolean up) {
        reported.computeIfAbsent(subject, s -> new Flip.Track()).add(at, up);
    }

    /** By {@code siteId/tunnelId}. */
    private Map<String, Boolean> connected() {
        Map<String, Boolean> connected = new TreeMap<>();
        for (Object account : list(lab.simulators().cma().state(), "accounts")) {
            for (Object site : list((Map<?, ?>) account, "sites")) {
                for (Object tunnel : list((Map<?, ?>) site, "tunnels")) {
                    var fields = (Map<?, ?>) tunnel;
                    connected.put(String.valueOf(fields.get("key")), Boolean.TRUE.equals(fields.get("connected")));
                }
            }
        }
        return connected;
    }

    private static List<?> list(Map<?, ?> of, String name) {
        return of.get(name) instanceof List<?> list ? list : List.of();
    }

    /** All flips until now of what belongs to these sites. */
    List<Flip> flips(List<Branch> branches, Duration allowed) {
        long end = System.nanoTime();
        var names = branches.stream().map(Branch::site).toList();
        var subjects = new ArrayList<>(names.stream().map("CatoSite "::concat).toList());
        tunnels.stream()
                .filter(tunnel -> names.contains(tunnel.site()))
                .forEach(tunnel -> subjects.add("RouterTunnel " + tunnel.routerTunnel()));
        return subjects.stream()
                .flatMap(subject -> Flip.between(
                        subject,
                        Objects.requireNonNull(reported.get(subject)),
                        seen.getOrDefault(subject, new Flip.Track()),
                        allowed,
                        end)
                        .stream())
                .toList();
    }

    /** {@code siteId/tunnelId} of a site's first tunnel. */
    String catoKey(Branch branch) {
        return ends(branch).catoKey();
    }

    /** Number of a site's first tunnel at its router. */
    int number(Branch branch) {
        return ends(branch).number();
    }

    private Ends ends(Branch branch) {
        return tunnels.stream()
                .filter(tunnel -> tunnel.site().equals(branch.site()))
                .findFirst()
                .orElseThrow();
    }

    /** The longest time between two looks at the ends: so long this machine let nobody work, or let somebody wait. */
    Duration longestGap() {
        return Duration.ofNanos(longestGap);
    }

    @Override
    public void close() throws InterruptedException {
        informers.forEach(SharedIndexInformer::close);
        looking.shutdownNow();
        if (!looking.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still looking");
        }
    }
}
