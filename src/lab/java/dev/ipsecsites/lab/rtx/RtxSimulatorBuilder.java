package dev.ipsecsites.lab.rtx;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.Firmware;
import dev.ipsecsites.lab.rtx.device.Profile;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import dev.ipsecsites.lab.rtx.state.Behaviour;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a router is like when it is switched on. */
public final class RtxSimulatorBuilder {
    final RtxModel model;
    final Map<String, String> users = new LinkedHashMap<>();
    final Map<String, List<String>> authorizedKeys = new LinkedHashMap<>();
    final List<String> configuration = new ArrayList<>();
    int port;
    String administratorPassword = "";

    @Nullable
    ConsoleCharset charset;

    @Nullable
    KeyPair hostKey;

    private Firmware firmware;
    private String name;
    private String serial = "S4H000001";
    private Wan wan = Wan.pppoe("192.0.2.10");
    private Clock clock = Clock.systemUTC();
    private Behaviour behaviour = Behaviour.DEFAULT;
    private @Nullable String client;

    RtxSimulatorBuilder(RtxModel model) {
        this.model = model;
        firmware = model.latestFirmware();
        name = model.printed().toLowerCase(Locale.ROOT);
    }

    /** Name on the wire, unique in a lab. */
    public RtxSimulatorBuilder name(String unique) {
        name = unique;
        return this;
    }

    /** Such as {@code 11.01.34}; the newest that the reference knows unless said. */
    public RtxSimulatorBuilder firmware(String revision) {
        firmware = Firmware.of(revision);
        return this;
    }

    /** Typed into the configuration; the model's default unless said. */
    public RtxSimulatorBuilder charset(ConsoleCharset console) {
        charset = console;
        return this;
    }

    /** SSH port; 0, the default, takes a free one. */
    public RtxSimulatorBuilder port(int number) {
        port = number;
        return this;
    }

    public RtxSimulatorBuilder user(String user, String password) {
        users.put(user, password);
        return this;
    }

    public RtxSimulatorBuilder administratorPassword(String password) {
        administratorPassword = password;
        return this;
    }

    /** @param line as in an authorized_keys file */
    public RtxSimulatorBuilder authorizedKey(String user, String line) {
        authorizedKeys.computeIfAbsent(user, u -> new ArrayList<>()).add(line);
        return this;
    }

    /** Lines typed and saved before the router is switched on. */
    public RtxSimulatorBuilder configuration(String... lines) {
        configuration.addAll(List.of(lines));
        return this;
    }

    /** A text of such lines. */
    public RtxSimulatorBuilder configurationText(String text) {
        text.lines().filter(l -> !l.isBlank()).forEach(configuration::add);
        return this;
    }

    public RtxSimulatorBuilder wan(Wan line) {
        wan = line;
        return this;
    }

    public RtxSimulatorBuilder serial(String number) {
        serial = number;
        return this;
    }

    public RtxSimulatorBuilder clock(Clock source) {
        clock = source;
        return this;
    }

    /** Which way it goes where real routers are not established. */
    public RtxSimulatorBuilder behaviour(Behaviour way) {
        behaviour = way;
        return this;
    }

    /** Instead of a new one; making RSA keys takes time. */
    public RtxSimulatorBuilder hostKey(KeyPair key) {
        hostKey = key;
        return this;
    }

    /** Where SSH clients seem to come from; a neighbour in the network of {@code lan1} unless said. */
    public RtxSimulatorBuilder clientAddress(String address) {
        client = address;
        return this;
    }

    String clientAddress() {
        String said = client;
        if (said != null) {
            return said;
        }
        for (String line : configuration) {
            String typed = line.strip().replaceFirst("^ip lan1 address ", "");
            int slash = typed.indexOf('/');
            Long own = Addresses.parse(slash < 0 ? typed : typed.substring(0, slash));
            if (own != null) {
                return Addresses.print((own & 255) == 254 ? own - 1 : own + 1);
            }
        }
        return "192.168.100.2";
    }

    public RtxSimulator build() {
        List<String> macs = new ArrayList<>();
        int count = model == RtxModel.RTX1300 ? 8 : model.lans();
        for (int i = 0; i < count; i++) {
            macs.add("ac:44:f2:%02x:%02x:%02x".formatted(name.hashCode() & 255, serial.hashCode() & 255, i));
        }
        Router.Identity identity = new Router.Identity(name, new Profile(model, firmware), serial, macs);
        return new RtxSimulator(new Router(identity, wan, clock, behaviour), this);
    }
}
