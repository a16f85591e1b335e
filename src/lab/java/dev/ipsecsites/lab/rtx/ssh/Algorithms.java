package dev.ipsecsites.lab.rtx.ssh;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/**
 * What each generation speaks (yamaha-rtx.md §1.3): the RTX810 group 1 and SHA-1 alone; the RTX1210, RTX830 and RTX1220 RSA host keys with SHA-1
 * signatures; the others (lists not published) what OpenSSH 8 would. Ciphers follow {@code sshd encrypt algorithm}.
 */
final class Algorithms {
    private Algorithms() {}

    static void configure(SshServer server, RtxModel model) {
        List<BuiltinDHFactories> kex = switch (model) {
            case RTX810 -> List.of(BuiltinDHFactories.dhg1);
            case RTX830, RTX1210, RTX1220 ->
                List.of(
                        BuiltinDHFactories.ecdhp256,
                        BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.dhgex256,
                        BuiltinDHFactories.dhg14_256,
                        BuiltinDHFactories.dhg14);
            case RTX1300, VRX ->
                List.of(
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.ecdhp256,
                        BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.dhgex256,
                        BuiltinDHFactories.dhg16_512,
                        BuiltinDHFactories.dhg14_256);
        };
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(true, kex, ServerBuilder.DH2KEX));
        List<BuiltinSignatures> signatures = new ArrayList<>();
        if (model != RtxModel.RTX810) {
            // Of the user's keys; the host has an RSA key only, so that it offers nothing but RSA.
            signatures.addAll(List.of(
                    BuiltinSignatures.ed25519,
                    BuiltinSignatures.nistp256,
                    BuiltinSignatures.nistp384,
                    BuiltinSignatures.nistp521));
        }
        if (model == RtxModel.RTX1300 || model == RtxModel.VRX) {
            signatures.addAll(List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256));
        }
        signatures.add(BuiltinSignatures.rsa);
        server.setSignatureFactories(new ArrayList<>(signatures));
        List<BuiltinMacs> macs = new ArrayList<>();
        if (model != RtxModel.RTX810) {
            macs.addAll(List.of(BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512));
        }
        macs.addAll(List.of(BuiltinMacs.hmacsha1, BuiltinMacs.hmacmd5));
        server.setMacFactories(new ArrayList<>(macs));
    }

    /** Ciphers for new connections. */
    static List<NamedFactory<Cipher>> ciphers(Configuration running) {
        List<String> names = running.find(Context.GLOBAL, "sshd encrypt algorithm")
                .map(ConfigLine::value)
                .orElse(List.of("aes128-ctr", "aes192-ctr", "aes256-ctr"));
        List<BuiltinCiphers> ciphers = new ArrayList<>();
        for (String name : names) {
            BuiltinCiphers cipher = BuiltinCiphers.fromFactoryName(name);
            if (cipher != null) {
                ciphers.add(cipher);
            }
        }
        return new ArrayList<>(ciphers);
    }
}
