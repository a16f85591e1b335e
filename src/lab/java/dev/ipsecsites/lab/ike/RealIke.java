package dev.ipsecsites.lab.ike;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether real IKE daemons can run on this machine. */
public final class RealIke {
    static final Path CHARON = Path.of("/usr/lib/ipsec/charon");
    private static final List<Path> PLUGINS = List.of(
            Path.of("/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so"),
            Path.of("/usr/lib/ipsec/plugins/libstrongswan-kdf.so"),
            Path.of("/usr/lib/ipsec/plugins/libstrongswan-vici.so"),
            Path.of("/usr/lib/ipsec/plugins/libstrongswan-gcrypt.so"));
    private static final String PACKAGES = "strongswan-charon strongswan-swanctl libstrongswan-standard-plugins"
            + " libstrongswan-extra-plugins libcharon-extra-plugins iproute2 iputils-ping";

    /** What the machine has; replaced in tests. */
    public interface Machine {
        boolean exists(Path path);

        /** Whether a program of that name is on the search path. */
        boolean hasProgram(String name);

        String user();

        /** Whether a network namespace can be made and taken away again. */
        boolean makesNamespaces();
    }

    private RealIke() {}

    /** Why no daemon can run here, in one line; empty when they can. */
    public static Optional<String> missing() {
        return missing(new ThisMachine());
    }

    /** The same for any machine; the cheap questions first. */
    public static Optional<String> missing(Machine machine) {
        if (!machine.user().equals("root")) {
            return Optional.of("real IKE needs root for network namespaces; this is " + machine.user());
        }
        if (!machine.exists(Path.of("/dev/net/tun"))) {
            return Optional.of("real IKE needs /dev/net/tun for ESP in user space");
        }
        for (String program : List.of("ip", "swanctl", "ping")) {
            if (!machine.hasProgram(program)) {
                return Optional.of("real IKE needs the program " + program + "; Debian packages: " + PACKAGES);
            }
        }
        if (!machine.exists(CHARON)) {
            return Optional.of("real IKE needs " + CHARON + "; Debian packages: " + PACKAGES);
        }
        for (Path plugin : PLUGINS) {
            if (!machine.exists(plugin)) {
                return Optional.of(
                        "real IKE needs strongSwan's " + plugin.getFileName() + "; Debian packages: " + PACKAGES);
            }
        }
        return machine.makesNamespaces()
                ? Optional.empty()
                : Optional.of("real IKE needs network namespaces, and `ip netns add` is refused here");
    }

    private static final class ThisMachine implements Machine {
        @Override
        public boolean exists(Path path) {
            return Files.exists(path);
        }

        @Override
        public boolean hasProgram(String name) {
            return List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        }

        @Override
        public String user() {
            return System.getProperty("user.name", "nobody");
        }

        @Override
        public boolean makesNamespaces() {
            try (var namespaces = Namespaces.create("try")) {
                namespaces.add("a");
                return true;
            } catch (IkeException e) {
                return false;
            }
        }
    }
}
