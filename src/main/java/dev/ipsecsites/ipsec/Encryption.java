package dev.ipsecsites.ipsec;

/** Encryption algorithms that Cato's console offers for IKEv2 (article, table of parameters). */
public enum Encryption {
    AES_CBC_128("AES-CBC-128", 128, false),
    AES_CBC_256("AES-CBC-256", 256, false),
    AES_GCM_128("AES-GCM-128", 128, true),
    AES_GCM_256("AES-GCM-256", 256, true);

    private final String label;
    private final int keyBits;
    private final boolean gcm;

    Encryption(String label, int keyBits, boolean gcm) {
        this.label = label;
        this.keyBits = keyBits;
        this.gcm = gcm;
    }

    /** The name in manifests and messages, such as {@code AES-CBC-256}. */
    public String label() {
        return label;
    }

    public int keyBits() {
        return keyBits;
    }

    /** Combined mode: integrity comes with the cipher. */
    public boolean gcm() {
        return gcm;
    }

    @Override
    public String toString() {
        return label;
    }
}
