package dev.ipsecsites.operator.site;

import java.util.Locale;

/** The two ends that a site may have at Cato. */
public enum Role {
    PRIMARY,
    SECONDARY;

    /** {@code primary}, as in manifests. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Cato's id of the role's first tunnel. */
    public String tunnelId() {
        return name() + "1";
    }

    /** Route preference: the primary is used first. */
    public int preference() {
        return this == PRIMARY ? 1 : 2;
    }
}
