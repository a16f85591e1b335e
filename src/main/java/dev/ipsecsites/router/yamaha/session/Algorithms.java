package dev.ipsecsites.router.yamaha.session;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * What is offered in the SSH handshake. An RTX810 speaks SHA-1 key exchange and {@code ssh-rsa} only (yamaha-rtx.md §1.3); these are offered only to
 * routers whose manifest says {@code sshAlgorithms: Legacy}.
 */
record Algorithms(
        List<KeyExchangeFactory> keyExchanges,
        List<NamedFactory<Signature>> signatures,
        List<NamedFactory<Cipher>> ciphers) {
    private static final String SHA1_RSA = BuiltinSignatures.rsa.getName();

    static Algorithms modern() {
        return new Algorithms(
                ClientBuilder.setUpDefaultKeyExchanges(true),
                ClientBuilder.setUpDefaultSignatureFactories(true).stream()
                        .filter(signature -> !SHA1_RSA.equals(signature.getName()))
                        .toList(),
                BaseBuilder.setUpDefaultCiphers(true));
    }

    /** The modern ones first. */
    static Algorithms legacy() {
        Algorithms modern = modern();
        List<KeyExchangeFactory> keyExchanges = new ArrayList<>(modern.keyExchanges());
        for (var old : List.of(BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg14, BuiltinDHFactories.dhg1)) {
            keyExchanges.add(ClientBuilder.DH2KEX.apply(old));
        }
        List<NamedFactory<Signature>> signatures = new ArrayList<>(modern.signatures());
        signatures.add(BuiltinSignatures.rsa);
        List<NamedFactory<Cipher>> ciphers = new ArrayList<>(modern.ciphers());
        ciphers.add(BuiltinCiphers.tripledescbc);
        return new Algorithms(keyExchanges, signatures, ciphers);
    }

    void applyTo(Session session) {
        session.setKeyExchangeFactories(keyExchanges);
        session.setSignatureFactories(signatures);
        session.setCipherFactories(ciphers);
    }
}
