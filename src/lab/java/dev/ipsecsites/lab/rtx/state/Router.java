package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition;
import dev.ipsecsites.lab.rtx.config.Flash;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.Profile;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One router: what it is, what it was told, how it is doing. Safe for use by several consoles, which nobody keeps apart (yamaha-rtx.md §1.8). */
public final class Router {
    /** Routers sold in Japan run on Japanese time. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private static final Set<String> NEGOTIATED = Set.of(
            "ipsec sa policy",
            "ipsec ike version",
            "ipsec ike auth method",
            "ipsec ike encryption",
            "ipsec ike group",
            "ipsec ike hash",
            "ipsec ike pre-shared-key",
            "ipsec ike local address",
            "ipsec ike local name",
            "ipsec ike remote address",
            "ipsec ike remote name",
            "ipsec ike proposal-limitation",
            "ipsec ike pfs",
            "ipsec ike nat-traversal");

    private final Identity identity;
    private final Clock clock;
    private final SystemLog log;
    private final Gateways gateways;
    private final Flash flash = new Flash();
    private final Faults faults = new Faults();
    private final Echoes echoes = new Echoes();
    private final Timers timers;
    private final Operators operators = new Operators();
    private final List<Runnable> onRestart = new CopyOnWriteArrayList<>();
    private volatile Configuration running = Configuration.EMPTY;
    private final Behaviour behaviour;
    private volatile @Nullable Hardware hardware;
    private volatile Instant wanSince;
    private volatile boolean wanEverUp;
    private volatile Wan wan;
    private volatile Instant booted;
    private volatile String runningSlot = "0";
    private volatile int restarts;

    /** What is printed on the bottom of the box, and its name in the lab. */
    public record Identity(String name, Profile profile, String serial, List<String> macs) {
        public Identity {
            macs = List.copyOf(macs);
        }
    }

    public Router(Identity identity, Wan wan, Clock clock, Behaviour behaviour) {
        this.identity = identity;
        this.behaviour = behaviour;
        this.clock = clock;
        this.wan = wan;
        booted = clock.instant();
        log = new SystemLog(clock, ZONE, identity.profile().model() == RtxModel.VRX ? 20_000 : 10_000);
        gateways = new Gateways(clock);
        timers = new Timers(clock);
        wanSince = booted;
        wanEverUp = wan.up();
        log.listener(this::inform);
    }

    public String name() {
        return identity.name();
    }

    public Profile profile() {
        return identity.profile();
    }

    public String serial() {
        return identity.serial();
    }

    public List<String> macs() {
        return identity.macs();
    }

    public Clock clock() {
        return clock;
    }

    public SystemLog log() {
        return log;
    }

    public Gateways gateways() {
        return gateways;
    }

    public Flash flash() {
        return flash;
    }

    public Faults faults() {
        return faults;
    }

    public Echoes echoes() {
        return echoes;
    }

    public Timers timers() {
        return timers;
    }

    public Operators operators() {
        return operators;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    /** Between a restart and the moment that it answers again. */
    public boolean booting() {
        return restarts > 0 && clock.instant().isBefore(booted.plus(behaviour.bootTime()));
    }

    /** How many may be logged in over SSH at a time (yamaha-rtx.md §1.1, §1.8). */
    public int sessionLimit() {
        return Integer.parseInt(running.value(Context.GLOBAL, "sshd session", Integer.toString(Operators.LIMIT)));
    }

    /** Whether it is up and has room for one more. A connection that nobody has logged in on takes no place (assumed). */
    public boolean admitsConsole() {
        return !booting() && operators.all().size() < sessionLimit();
    }

    public Instant booted() {
        return booted;
    }

    public Wan wan() {
        return wan;
    }

    /** When the line came up or went down. */
    public Instant wanSince() {
        return wanSince;
    }

    public boolean wanEverUp() {
        return wanEverUp;
    }

    /** The provider changes something. */
    public void wan(Wan changed) {
        Wan before = wan;
        wan = changed;
        wanSince = clock.instant();
        wanEverUp |= changed.up();
        if (changed.kind() != Wan.Kind.PPPOE || before.equals(changed)) {
            return;
        }
        if (before.up()) {
            log.add("PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]");
        }
        if (changed.up()) {
            log.add("PPPOE[01] PPPoE Connect");
            log.add("PP[01] PPP/IPCP up  (Local: " + changed.address() + ", Remote: " + changed.gateway() + ")");
        }
    }

    public Configuration running() {
        return running;
    }

    /** Slot that the router started from, and where {@code save} goes. */
    public String runningSlot() {
        return runningSlot;
    }

    public synchronized void change(UnaryOperator<Configuration> change) {
        running = change.apply(running);
    }

    public void put(ConfigLine line) {
        Optional<ConfigLine> before = running.find(line.id());
        change(c -> c.with(line));
        if (!before.equals(Optional.of(line))) {
            before.ifPresent(this::renegotiate);
            renegotiate(line);
        }
    }

    public void remove(ConfigLine.Id id) {
        Optional<ConfigLine> before = running.find(id);
        change(c -> c.without(id));
        before.ifPresent(this::renegotiate);
    }

    /** Changing what was negotiated drops the gateway's SAs (yamaha-rtx.md §4.3 says "some commands"; which ones is assumed). */
    private void renegotiate(ConfigLine line) {
        if (NEGOTIATED.contains(line.definition().name())) {
            boolean policy = line.definition().filing() == Definition.Filing.POLICY;
            gateways.reset(Integer.parseInt(
                    policy ? line.value().getFirst() : line.key().getLast()));
        }
    }

    /** {@code console info on} brings the log to every console. */
    private void inform(String line) {
        if (running.isOn("console info", false)) {
            operators.all().values().forEach(l -> l.notice(line));
        }
    }

    /** Whether leaving administrator mode has to ask. */
    public boolean unsaved() {
        return !flash.slot(runningSlot)
                .map(s -> s.configuration().equals(running))
                .orElse(false);
    }

    /** Writes the running configuration into a slot, and says so in the log. */
    public void save(String slot, String comment, String by) {
        flash.save(slot, new Flash.Slot(running, clock.instant(), comment));
        log.add("Configuration saved in \"CONFIG" + slot + "\" by " + by);
    }

    public ConsoleCharset charset() {
        String keyword = running.value(Context.GLOBAL, "console character", "");
        if (!keyword.isEmpty()) {
            return ConsoleCharset.of(keyword);
        }
        return profile().model() == RtxModel.VRX ? ConsoleCharset.UTF8 : ConsoleCharset.SJIS;
    }

    public boolean japanese() {
        return charset().japanese();
    }

    public int columns() {
        return Integer.parseInt(running.value(Context.GLOBAL, "console columns", "80"));
    }

    /** Lines of a page; empty for no paging. */
    public Optional<Integer> pageLines() {
        String lines = running.value(Context.GLOBAL, "console lines", "24");
        return lines.equals("infinity") ? Optional.empty() : Optional.of(Integer.valueOf(lines));
    }

    public Optional<String> administratorPassword() {
        return running.find(Context.GLOBAL, "administrator password")
                .or(() -> running.find(Context.GLOBAL, "administrator password encrypted"))
                .map(l -> l.value().getFirst());
    }

    public Optional<String> userPassword(String user) {
        return running.find(Context.GLOBAL, "login user", user)
                .map(l -> l.value().getLast());
    }

    /** Of the user's own {@code user attribute}, else of {@code *}, everybody's; empty when not typed. */
    public String userAttribute(String user, String name) {
        for (String key : List.of(user, "*")) {
            for (String word : running.find(Context.GLOBAL, "user attribute", key)
                    .map(ConfigLine::value)
                    .orElse(List.of())) {
                if (word.startsWith(name + "=")) {
                    return word.substring(name.length() + 1);
                }
            }
        }
        return "";
    }

    public void hardware(Hardware parts) {
        hardware = parts;
    }

    public Hardware hardware() {
        return Objects.requireNonNull(hardware, "router without hardware");
    }

    /** Called when the router restarts: consoles end. */
    public void onRestart(Runnable action) {
        onRestart.add(action);
    }

    /** Starts again from the saved configuration: everything unsaved and all SAs are gone, the log stays. */
    public void restart(String cause) {
        log.add(cause);
        log.restart();
        synchronized (this) {
            gateways.clear();
            timers.clear();
            runningSlot = flash.boot();
            running = flash.slot(runningSlot).map(Flash.Slot::configuration).orElse(Configuration.EMPTY);
            booted = clock.instant();
            wanSince = booted;
            wanEverUp = wan.up();
            restarts++;
        }
        onRestart.forEach(Runnable::run);
        announceStart();
    }

    /** The first lines of the log. */
    public void announceStart() {
        log.add(profile().revision() + " starts");
        log.add("main:  " + hardwareLine());
        if (wan.kind() == Wan.Kind.PPPOE && wan.up()) {
            log.add("PPPOE[01] PPPoE Connect");
            log.add("PP[01] PPP/IPCP up  (Local: " + wan.address() + ", Remote: " + wan.gateway() + ")");
        }
    }

    /** {@code RTX810 ver=00 serial=… MAC-Address=…}. */
    public String hardwareLine() {
        StringBuilder text = new StringBuilder(profile().model().printed())
                .append(" ver=00 serial=")
                .append(serial());
        macs().forEach(m -> text.append(" MAC-Address=").append(m));
        return text.toString();
    }
}
