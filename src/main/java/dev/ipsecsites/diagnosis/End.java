package dev.ipsecsites.diagnosis;

/** Where a cause lies. */
public enum End {
    ROUTER("Router"),
    CATO("Cato"),
    /** Between the two. */
    PATH("Path"),
    /** What was asked for can't work. */
    MANIFEST("Manifest");

    private final String word;

    End(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
