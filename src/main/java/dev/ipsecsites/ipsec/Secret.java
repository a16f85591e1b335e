package dev.ipsecsites.ipsec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A pre-shared key, password or API key. The one type that carries secrets through this program: whatever prints it, by
 * accident or in an exception, prints {@value #MASK}. Only the code that hands it to the far end calls {@link #reveal()}.
 */
public final class Secret {
    /** What stands for a secret wherever a person reads. */
    public static final String MASK = "********";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The secret itself, for the one call that sends it. */
    public String reveal() {
        return value;
    }

    public int length() {
        return value.length();
    }

    /** {@code text} with every occurrence of this secret replaced by {@value #MASK}; empty secrets mask nothing. */
    public String maskIn(String text) {
        return value.isEmpty() ? text : text.replace(value, MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
