package dev.ipsecsites.lab.cma;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network behind a site. {@code extras} holds the fields that nothing here acts on, as they were sent. */
record NetworkRange(
        String id,
        String name,
        String type,
        String subnet,
        @Nullable String gateway,
        Map<String, Object> extras) {
    static final String NATIVE = "Native";
    static final String NATIVE_NAME = "Native Range";

    boolean isNative() {
        return NATIVE.equals(type);
    }
}
