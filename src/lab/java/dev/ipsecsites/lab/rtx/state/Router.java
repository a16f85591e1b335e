package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Flash;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.Profile;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One router: what it is, what it was told, how it is doing. Safe for use by several consoles, which nobody keeps apart (yamaha-rtx.md §1.8). */
public final class Router {
    /** Routers sold in Japan run on Japanese time. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private final Identity identity;
    private final Clock clock;
    private final SystemLog log;
    private final Gateways gateways;
    private final Flash flash = new Flash();
    private final Faults faults = new Faults();
    private final Timers timers;
    private final Operators operators = new Operators();
    private final List<Runnable> onRestart = new CopyOnWriteArrayList<>();
    private volatile Configuration running = Configuration.EMPTY;
    private volatile IntConsumer hostKeyMaker = bits -> {};
    private volatile Wan wan;
    private volatile Instant booted;
    private volatile String runningSlot = "0";

    /** What is printed on the bottom of the box, and its name in the lab. */
    public record Identity(String name, Profile profile, String serial, List<String> macs) {
        public Identity {
            macs = List.copyOf(macs);
        }
    }

    public Router(Identity identity, Wan wan, Clock clock) {
        this.identity = identity;
        this.clock = clock;
        this.wan = wan;
        booted = clock.instant();
        log = new SystemLog(clock, ZONE, identity.profile().model() == RtxModel.VRX ? 20_000 : 10_000);
        gateways = new Gateways(clock);
        timers = new Timers(clock);
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

    public Timers timers() {
        return timers;
    }

    public Operators operators() {
        return operators;
    }

    public Instant booted() {
        return booted;
    }

    public Wan wan() {
        return wan;
    }

    /** The provider changes something. */
    public void wan(Wan changed) {
        Wan before = wan;
        wan = changed;
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
        change(c -> c.with(line));
    }

    public void remove(ConfigLine.Id id) {
        change(c -> c.without(id));
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

    /** Who makes SSH host keys; called with the number of bits. */
    public void hostKeyMaker(IntConsumer maker) {
        hostKeyMaker = maker;
    }

    public void newHostKey(int bits) {
        hostKeyMaker.accept(bits);
    }

    /** Called when the router restarts: consoles end. */
    public void onRestart(Runnable action) {
        onRestart.add(action);
    }

    /** Starts again from a saved configuration: everything unsaved and all SAs are gone, the log stays. */
    public void restart(@Nullable String slot, String cause) {
        log.add(cause);
        log.restart();
        synchronized (this) {
            gateways.clear();
            timers.clear();
            runningSlot = slot == null ? flash.boot() : slot;
            running = flash.slot(runningSlot).map(Flash.Slot::configuration).orElse(Configuration.EMPTY);
            booted = clock.instant();
        }
        onRestart.forEach(Runnable::run);
        announceStart();
    }

    /** The first lines of the log. */
    public void announceStart() {
        log.add(profile().revision() + " starts");
        log.add("main:  " + hardware());
        if (wan.kind() == Wan.Kind.PPPOE && wan.up()) {
            log.add("PPPOE[01] PPPoE Connect");
            log.add("PP[01] PPP/IPCP up  (Local: " + wan.address() + ", Remote: " + wan.gateway() + ")");
        }
    }

    /** {@code RTX810 ver=00 serial=… MAC-Address=…}. */
    public String hardware() {
        StringBuilder text = new StringBuilder(profile().model().printed())
                .append(" ver=00 serial=")
                .append(serial());
        macs().forEach(m -> text.append(" MAC-Address=").append(m));
        return text.toString();
    }
}
