package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.KernelRoutes.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The network namespaces of a lab and the links between them. Nothing of it touches the machine's own network.
 *
 * <pre>
 *  LAN host ── router ══ tunnel1 ══ [gateway's daemon] ── Internet ── [PoP's daemon] ── Cato cloud
 *                     ══ tunnel2 ══ [gateway's daemon] ── Internet ── [PoP's daemon] ──
 * </pre>
 *
 * Each end of each tunnel has a namespace of its own for its daemon. Both gateways of a router have its one public address and two
 * sites may share a PoP's address, so the Internet delivers by the link that a packet came from, not by its destination alone.
 */
final class LabNetwork implements AutoCloseable {
    /** What the cloud answers for: the article's address of Cato's own equipment. */
    static final String CATO_ADDRESS = "10.254.254.1";

    /** The Internet's own address on each of its links. */
    private static final String HOP = "169.254.0.1";

    /** A translator's on its link towards the daemon. */
    private static final String INSIDE = "169.254.0.2";

    /** Point-to-point networks of tunnel interfaces and PoPs are cut from here, four addresses each. */
    private static final long FIRST_LINK = Ipv4.value("169.254.1.0");

    private static final int TUNNEL_TABLE = 100;
    private static final int PLAIN_TABLE = 101;
    private static final int DELIVERY_TABLES = 1000;

    private final String prefix;
    private final List<String> namespaces = new ArrayList<>();
    private final Set<String> deliveries = new HashSet<>();
    private int ends;

    /** @param prefix of the names of all namespaces */
    LabNetwork(String prefix) throws IOException {
        this.prefix = prefix;
        List<String> script = new ArrayList<>();
        script.addAll(namespace(internet()));
        script.addAll(namespace(cloud()));
        script.add("ip -n " + cloud() + " addr add " + CATO_ADDRESS + "/32 dev lo");
        Script.run(script);
    }

    String prefix() {
        return prefix;
    }

    String internet() {
        return prefix + "internet";
    }

    String cloud() {
        return prefix + "cloud";
    }

    String router(String name) {
        return prefix + name;
    }

    String lan(String router) {
        return prefix + router + "-lan";
    }

    /**
     * The namespace of one daemon.
     *
     * @param number of the end, for its links
     * @param address the daemon's
     * @param outside the same as the Internet sees it: another one where somebody translates on the way
     * @param device the interface for packets in clear, towards the router or the cloud
     */
    record End(String namespace, int number, String address, String outside, String device) {
        boolean translated() {
            return !address.equals(outside);
        }

        /** Where the translator is. */
        String translator() {
            return namespace + "-nat";
        }
    }

    private List<String> namespace(String name) {
        namespaces.add(name);
        return List.of(
                "ip netns add " + name,
                "ip -n " + name + " link set lo up",
                "ip netns exec " + name + " sh -c 'cd /proc/sys/net; echo 1 > ipv4/ip_forward;"
                        + " echo 0 > ipv4/conf/all/rp_filter; echo 0 > ipv4/conf/default/rp_filter;"
                        + " test ! -d ipv6 || echo 1 > ipv6/conf/all/disable_ipv6;"
                        + " test ! -d ipv6 || echo 1 > ipv6/conf/default/disable_ipv6'");
    }

    /** A router without any interface, and its LAN without any host. */
    synchronized void addRouter(String name) throws IOException {
        List<String> script = new ArrayList<>(namespace(router(name)));
        script.addAll(namespace(lan(name)));
        Script.run(script);
    }

    /** A LAN interface of the router, with a host behind it that has the router for its default gateway. */
    synchronized Link addLan(String router, String device, String addressWithPrefix) throws IOException {
        String own = Ipv4.host(addressWithPrefix);
        String network = Ipv4.network(addressWithPrefix);
        String host = lanHost(addressWithPrefix);
        String length = addressWithPrefix.substring(addressWithPrefix.indexOf('/'));
        Script.run(List.of(
                "ip link add " + device + " netns " + router(router) + " type veth peer name " + device + " netns "
                        + lan(router),
                "ip -n " + router(router) + " addr add " + own + length + " dev " + device,
                "ip -n " + router(router) + " link set " + device + " up",
                "ip -n " + lan(router) + " addr add " + host + length + " dev " + device,
                "ip -n " + lan(router) + " link set " + device + " up",
                "ip -n " + lan(router) + " route add default via " + own + " || true"));
        return new Link(device, Optional.empty(), Optional.of(network));
    }

    /** The host's address: the router's neighbour, whichever side of it is inside of the network. */
    static String lanHost(String addressWithPrefix) {
        long own = Ipv4.value(Ipv4.host(addressWithPrefix));
        String network = Ipv4.network(addressWithPrefix);
        String next = Ipv4.text(own + 1);
        return Ipv4.contains(network, next) && Ipv4.contains(network, Ipv4.text(own + 2)) ? next : Ipv4.text(own - 1);
    }

    /** The router's interface towards its provider. */
    synchronized Link addWan(String router, String device, String address, Optional<String> network)
            throws IOException {
        int number = ends++;
        List<String> script = new ArrayList<>(wanLink(router(router), number, device, address));
        script.add("ip -n " + internet() + " route add blackhole default metric 1000 table " + table(number));
        Script.run(script);
        return new Link(device, Optional.of(HOP), network);
    }

    /** The provider gives the line another address. */
    synchronized Link readdressWan(String router, Link link, String before, String now, Optional<String> network)
            throws IOException {
        String ip = "ip -n " + router(router) + " addr ";
        Script.run(List.of(
                ip + "add " + now + "/32 dev " + link.device(), ip + "del " + before + "/32 dev " + link.device()));
        return new Link(link.device(), link.via(), network);
    }

    private List<String> wanLink(String namespace, int number, String device, String address) {
        String line = line(number);
        return List.of(
                "ip link add " + device + " netns " + namespace + " type veth peer name " + line + " netns "
                        + internet(),
                "ip -n " + internet() + " addr add " + HOP + "/32 dev " + line,
                "ip -n " + internet() + " link set " + line + " up",
                "ip -n " + internet() + " rule add iif " + line + " lookup " + table(number),
                "ip -n " + namespace + " addr add " + address + "/32 dev " + device,
                "ip -n " + namespace + " link set " + device + " up");
    }

    private static String line(int number) {
        return "line" + number;
    }

    private static int table(int number) {
        return DELIVERY_TABLES + number;
    }

    /** A tunnel interface of the router with the namespace behind it where the gateway's daemon lives; down at first. */
    synchronized TunnelInterface addTunnel(String router, int tunnel, int mtu, String address, String outside)
            throws IOException {
        String device = "tunnel" + tunnel;
        End end = end(router(router) + "-tunnel" + tunnel, address, outside, "router");
        List<String> script = new ArrayList<>(daemon(end));
        script.addAll(plain(end, router(router), device));
        script.add("ip -n " + router(router) + " link set " + device + " mtu " + mtu);
        // A route through an interface without carrier counts no more: what a Yamaha calls hide.
        script.add("ip netns exec " + router(router) + " sh -c 'echo 1 > /proc/sys/net/ipv4/conf/" + device
                + "/ignore_routes_with_linkdown'");
        script.add("ip -n " + end.namespace() + " link set " + end.device() + " down");
        build(end, script);
        return new TunnelInterface(end, new Link(device, Optional.of(near(end)), Optional.empty()));
    }

    record TunnelInterface(End end, Link link) {}

    /** The namespace of the daemon that answers for one tunnel at a PoP, joined to the cloud. */
    synchronized End addPop(String name, String address) throws IOException {
        End end = end(prefix + name, address, address, "cloud");
        List<String> script = new ArrayList<>(daemon(end));
        script.addAll(plain(end, cloud(), "pop" + end.number()));
        script.addAll(toPeer(end));
        build(end, script);
        return end;
    }

    /** All of an end or nothing: what is half made would be in the way of the next try. */
    private void build(End end, List<String> script) throws IOException {
        try {
            Script.run(script);
        } catch (IOException e) {
            try {
                remove(end);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private End end(String namespace, String address, String outside, String device) {
        return new End(namespace, ends++, address, outside, device);
    }

    private List<String> daemon(End end) {
        List<String> script = new ArrayList<>(namespace(end.namespace()));
        if (end.translated()) {
            script.addAll(translated(end));
        } else {
            script.addAll(wanLink(end.namespace(), end.number(), "wan", end.address()));
        }
        script.add("ip -n " + end.namespace() + " route add default via " + (end.translated() ? INSIDE : HOP)
                + " dev wan onlink");
        // libipsec routes everything into its tunnel, IKE's own packets with it.
        script.add("ip -n " + end.namespace() + " rule add pref 90 from " + end.address() + " lookup main");
        script.add("ip -n " + internet() + " route add blackhole default metric 1000 table " + table(end.number()));
        return script;
    }

    /** A box between the daemon and the Internet that takes everything from inside for its own; {@link UdpTranslator} works in it. */
    private List<String> translated(End end) {
        String box = end.translator();
        List<String> script = new ArrayList<>(namespace(box));
        script.addAll(wanLink(box, end.number(), "out", end.outside()));
        script.addAll(List.of(
                "ip link add wan netns " + end.namespace() + " type veth peer name in netns " + box,
                "ip -n " + end.namespace() + " addr add " + end.address() + "/32 dev wan",
                "ip -n " + end.namespace() + " link set wan up",
                "ip -n " + box + " addr add " + INSIDE + "/32 dev in",
                "ip -n " + box + " link set in up",
                "ip -n " + box + " route add " + end.address() + "/32 dev in",
                "ip -n " + box + " route add default via " + HOP + " dev out onlink",
                "ip netns exec " + box + " sh -c 'echo 1 > /proc/sys/net/ipv4/conf/all/accept_local'",
                "ip -n " + box + " rule add pref 20 lookup local",
                "ip -n " + box + " rule del pref 0"));
        return script;
    }

    /** Inside, the box has the PoP's address; what it sends there itself goes on to the Internet. */
    synchronized void translate(End end, String pop) throws IOException {
        String box = "ip -n " + end.translator();
        Script.run(List.of(
                box + " addr add " + pop + "/32 dev in", box + " rule add pref 10 iif lo to " + pop + " lookup main"));
    }

    /** The link for packets in clear; the peer has the odd address. */
    private List<String> plain(End end, String peer, String peerDevice) {
        return List.of(
                "ip link add " + end.device() + " netns " + end.namespace() + " type veth peer name " + peerDevice
                        + " netns " + peer,
                "ip -n " + end.namespace() + " addr add " + near(end) + "/30 dev " + end.device(),
                "ip -n " + end.namespace() + " link set " + end.device() + " up",
                "ip -n " + peer + " addr add " + far(end) + "/30 dev " + peerDevice,
                "ip -n " + peer + " link set " + peerDevice + " up");
    }

    private static String near(End end) {
        return Ipv4.text(FIRST_LINK + 4L * end.number() + 2);
    }

    private static String far(End end) {
        return Ipv4.text(FIRST_LINK + 4L * end.number() + 1);
    }

    private static List<String> toPeer(End end) {
        return List.of("ip -n " + end.namespace() + " route replace default via " + far(end) + " dev " + end.device()
                + " onlink table " + PLAIN_TABLE);
    }

    /**
     * Joins a daemon's TUN device, once it is there, with the link for packets in clear: what comes out of the tunnel goes there, and
     * what comes from there goes into the tunnel or nowhere. The daemon's own packets keep to the Internet.
     */
    synchronized void join(End end, String tun) throws IOException {
        String ip = "ip -n " + end.namespace();
        Script.run(List.of(
                ip + " rule add pref 100 iif " + tun + " lookup " + PLAIN_TABLE,
                ip + " rule add pref 101 iif " + end.device() + " lookup " + TUNNEL_TABLE,
                ip + " route replace default dev " + tun + " table " + TUNNEL_TABLE,
                ip + " route replace blackhole default metric 1000 table " + TUNNEL_TABLE));
    }

    /** The tunnel interface of a router comes up or goes down, as its SAs do. */
    synchronized void tunnelUp(End end, boolean up) throws IOException {
        List<String> script = new ArrayList<>();
        script.add("ip -n " + end.namespace() + " link set " + end.device() + (up ? " up" : " down"));
        if (up) {
            script.addAll(toPeer(end));
        }
        Script.run(script);
    }

    /** The router's routes from now on, arguments of {@code ip route}. */
    synchronized void routes(String router, List<String> routes) throws IOException {
        List<String> script = new ArrayList<>();
        String ip = "ip -n " + router(router) + " route ";
        script.add(ip + "flush proto static");
        routes.forEach(route -> script.add(ip + "replace " + route + " proto static"));
        Script.run(script);
    }

    /** Through which PoP the cloud sends what is for a LAN. */
    synchronized void fromCloud(String network, End pop) throws IOException {
        Script.run(List.of("ip -n " + cloud() + " route replace " + network + " via " + near(pop) + " dev pop"
                + pop.number() + " onlink"));
    }

    /** Whether packets from one end get to the other. */
    synchronized void deliver(End from, End to, boolean open) throws IOException {
        String route = to.outside() + "/32 dev " + line(to.number()) + " table " + table(from.number());
        if (open && deliveries.add(route)) {
            Script.run(List.of("ip -n " + internet() + " route replace " + route));
        } else if (!open && deliveries.remove(route)) {
            Script.run(List.of("ip -n " + internet() + " route del " + route));
        }
    }

    /** Plugs the end's line to the Internet in or out. */
    synchronized void plugged(End end, boolean in) throws IOException {
        String line = line(end.number());
        Script.run(List.of("ip -n " + internet() + " link set " + line + (in ? " up" : " down")));
        if (!in) {
            // The kernel forgets routes over a link that is down.
            deliveries.removeIf(route -> route.contains(" dev " + line + " "));
        }
    }

    /**
     * The end's daemon must be gone before. Links are taken down one by one, because those of a namespace that goes are there for a moment longer,
     * and an end that is made anew has the same; parts that are missing are none.
     */
    synchronized void remove(End end) throws IOException {
        deliveries.removeIf(route ->
                route.contains(" dev " + line(end.number()) + " ") || route.endsWith(" table " + table(end.number())));
        List<String> script = new ArrayList<>();
        script.add("ip -n " + internet() + " link del " + line(end.number()));
        script.add("ip -n " + end.namespace() + " link del " + end.device());
        script.add("ip -n " + internet() + " rule del iif " + line(end.number()) + " lookup " + table(end.number()));
        script.add("ip -n " + internet() + " route flush table " + table(end.number()));
        script.add("ip netns del " + end.namespace());
        namespaces.remove(end.namespace());
        if (end.translated()) {
            script.add("ip netns del " + end.translator());
            namespaces.remove(end.translator());
        }
        Script.run(script.stream().map(line -> line + " 2>/dev/null || true").toList());
    }

    @Override
    public synchronized void close() throws IOException {
        List<String> script = new ArrayList<>();
        namespaces.reversed().forEach(name -> script.add("ip netns del " + name + " || true"));
        Script.run(script);
        namespaces.clear();
    }
}
