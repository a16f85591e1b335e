package dev.ipsecsites.lab.rtx;

import dev.ipsecsites.lab.rtx.command.Commands;
import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.command.Schedule;
import dev.ipsecsites.lab.rtx.config.ConfigText;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Flash;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.net.RouterWire;
import dev.ipsecsites.lab.rtx.shell.Batch;
import dev.ipsecsites.lab.rtx.ssh.AuthorizedKeys;
import dev.ipsecsites.lab.rtx.ssh.SshFront;
import dev.ipsecsites.lab.rtx.state.Faults;
import dev.ipsecsites.lab.rtx.state.Hardware;
import dev.ipsecsites.lab.rtx.state.Operators;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.lab.wire.RouterEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;

/** A Yamaha RTX router that answers SSH on the loopback interface. Every method may be called from any thread. */
public final class RtxSimulator implements AutoCloseable {
    /** How often timers are looked at; what is due is the clock's decision. */
    private static final Duration TICK = Duration.ofMillis(200);

    private final Router router;
    private final Grammar grammar;
    private final AuthorizedKeys keys;
    private final SshFront ssh;
    private final RouterWire wire;
    private final int wantedPort;
    private volatile KeyPair hostKey;
    private @Nullable ScheduledExecutorService ticker;

    RtxSimulator(Router router, RtxSimulatorBuilder b) {
        this.router = router;
        grammar = Commands.of(router.profile());
        keys = new AuthorizedKeys();
        wantedPort = b.port;
        hostKey = b.hostKey == null ? newKey(b.model == RtxModel.RTX1210 ? 1024 : 2048) : b.hostKey;
        router.hardware(new Parts());
        b.authorizedKeys.forEach((user, lines) -> lines.forEach(l -> requireKey(user, l)));
        configure(b);
        ssh = new SshFront(router, grammar, b.clientAddress(), keys, hostKey);
        wire = new RouterWire(router);
        router.onRestart(this::restarted);
    }

    public static RtxSimulatorBuilder builder(RtxModel model) {
        return new RtxSimulatorBuilder(model);
    }

    private void requireKey(String user, String line) {
        if (!keys.add(user, line)) {
            throw new IllegalArgumentException("not a public key for " + user);
        }
    }

    private void configure(RtxSimulatorBuilder b) {
        Batch batch = new Batch(router, grammar);
        b.users.forEach((user, password) -> grammar.store(router, "login user", List.of(user), List.of(password)));
        if (!b.administratorPassword.isEmpty()) {
            String name = router.profile().modern() ? "administrator password encrypted" : "administrator password";
            grammar.store(router, name, List.of(), List.of(b.administratorPassword));
        }
        batch.run("sshd service on");
        grammar.store(router, "sshd host key generate", List.of(), List.of("*"));
        if (b.charset != null) {
            batch.run("console character " + b.charset.keyword(router.profile()));
        }
        b.configuration.forEach(batch::run);
        if (!batch.complaints().isEmpty()) {
            throw new IllegalArgumentException("initial configuration refused: " + batch.complaints());
        }
        router.flash().save("0", new Flash.Slot(router.running(), router.clock().instant(), ""));
        router.announceStart();
    }

    private static KeyPair newKey(int bits) {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA here", e);
        }
    }

    /** Opens the SSH port. */
    public synchronized RtxSimulator start() {
        try {
            ssh.start(wantedPort);
        } catch (IOException e) {
            throw new UncheckedIOException("SSH port " + wantedPort, e);
        }
        ScheduledExecutorService t = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(router.name() + "-ticker").factory());
        var _ = t.scheduleWithFixedDelay(this::tickSafely, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        ticker = t;
        return this;
    }

    private void restarted() {
        router.operators().evictAll();
        Schedule.follow(router);
        Schedule.started(router);
    }

    /** Whatever fails here must not stop the clock for everything after it. */
    private void tickSafely() {
        safely(this::tick);
    }

    private void safely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            router.log().add("simulator: " + e);
        }
    }

    /** Does what is due by the clock: login timers, schedules, rollback. */
    public void tick() {
        Schedule.follow(router);
        router.timers().run();
        router.operators().all().values().forEach(Operators.Login::checkIdle);
    }

    public int port() {
        return ssh.port();
    }

    /** {@code SHA256:…} of the host key. */
    public String hostKeyFingerprint() {
        return KeyUtils.getFingerPrint(hostKey.getPublic());
    }

    /** From now on the router has another host key. */
    public void changeHostKey() {
        changeHostKey(2048);
    }

    private void changeHostKey(int bits) {
        hostKey = newKey(bits);
        ssh.hostKey(hostKey);
    }

    /** Lines as {@code show config} prints them, without the header, with passwords. */
    public List<String> runningConfig() {
        return ConfigText.complete(router.running());
    }

    /** What the next start reads. */
    public List<String> savedConfig() {
        return router.flash()
                .slot(router.flash().boot())
                .map(s -> ConfigText.complete(s.configuration()))
                .orElse(List.of());
    }

    public List<String> log() {
        return router.log().lines();
    }

    /** Every line typed into any console since the simulator was made. */
    public List<String> commandsSeen() {
        return router.operators().commandsSeen();
    }

    /** Types lines as an administrator at the serial console would; what they printed. */
    public List<String> type(List<String> lines) {
        Batch batch = new Batch(router, grammar);
        lines.forEach(batch::run);
        return batch.output();
    }

    public List<String> type(String... lines) {
        return type(List.of(lines));
    }

    /** Power off and on: unsaved changes are lost, consoles break off. */
    public void reboot() {
        router.restart("Power-on boot");
    }

    public Faults faults() {
        return router.faults();
    }

    public Wan wan() {
        return router.wan();
    }

    /** The provider's line changes. */
    public void wan(Wan wan) {
        router.wan(wan);
    }

    /** How far away an address is, for {@code ping}. */
    public void roundTrip(String address, Duration time) {
        router.echoes().roundTrip(address, time);
    }

    /** Whether an address answers a {@code ping} that reaches it. */
    public void answersEcho(String address, boolean answering) {
        router.echoes().answers(address, answering);
    }

    /** The router's end of the wire. */
    public RouterEnd wire() {
        return wire;
    }

    public String name() {
        return router.name();
    }

    public RtxModel model() {
        return router.profile().model();
    }

    /** What the commands need of the box. */
    private final class Parts implements Hardware {
        @Override
        public void newHostKey(int bits) {
            changeHostKey(bits);
        }

        @Override
        public List<String> hostKeys() {
            return List.of(PublicKeyEntry.toString(hostKey.getPublic()));
        }

        @Override
        public List<String> hostKeyFingerprints(String digest) {
            BuiltinDigests d = digest.equals("md5") ? BuiltinDigests.md5 : BuiltinDigests.sha256;
            return List.of("ssh-rsa " + KeyUtils.getFingerPrint(d, hostKey.getPublic()));
        }

        @Override
        public boolean importKey(String user, String line) {
            return keys.add(user, line);
        }

        @Override
        public List<String> authorizedKeys(String user, String digest) {
            return keys.list(user, digest);
        }

        @Override
        public void unattended(String line, Context context) {
            Batch batch = new Batch(router, grammar);
            batch.select(context);
            // What one scheduled command does keeps no other from its time, nor a rollback.
            safely(() -> batch.run(line));
        }
    }

    @Override
    public synchronized void close() {
        ScheduledExecutorService t = ticker;
        if (t != null) {
            t.shutdownNow();
        }
        try {
            ssh.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
