package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Keyring;

/** Fingerprints by the operator's keyring, shortened: they tell a change, they don't authenticate. */
final class KeyringFingerprints implements Fingerprints {
    private static final int HEX_DIGITS = 16;

    private final Keyring keyring;

    KeyringFingerprints(Keyring keyring) {
        this.keyring = keyring;
    }

    @Override
    public String keyId() {
        String sealed = keyring.seal("");
        return sealed.substring(0, sealed.indexOf(':'));
    }

    @Override
    public String of(String text) {
        String sealed = keyring.seal(text);
        return sealed.substring(sealed.indexOf(':') + 1).substring(0, HEX_DIGITS);
    }
}
