package dev.ipsecsites.ipsec;

/** Hash algorithms, used as PRF and as integrity algorithm (article, table of parameters). Ordered weakest first. */
public enum Hash {
    SHA1("SHA1"),
    SHA2_256("SHA2-256"),
    SHA2_384("SHA2-384"),
    SHA2_512("SHA2-512");

    private final String label;

    Hash(String label) {
        this.label = label;
    }

    /** The name in manifests and messages, such as {@code SHA2-256}. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
