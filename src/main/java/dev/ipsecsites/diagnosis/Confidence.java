package dev.ipsecsites.diagnosis;

/** How sure a diagnosis is; surest first. */
public enum Confidence {
    /** The evidence allows nothing else. */
    CERTAIN("Certain"),
    /** The evidence points there; something else is not excluded. */
    LIKELY("Likely"),
    /** One of several that the evidence leaves open. */
    POSSIBLE("Possible");

    private final String word;

    Confidence(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** One step less sure. */
    public Confidence lower() {
        return this == CERTAIN ? LIKELY : POSSIBLE;
    }

    @Override
    public String toString() {
        return word;
    }
}
