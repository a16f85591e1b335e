package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** An enum constant that has a spelling of its own in manifests. */
public interface WireValue {

    /** The value as it is written in YAML, such as {@code AES-CBC-256}. */
    @JsonValue
    String wire();
}
