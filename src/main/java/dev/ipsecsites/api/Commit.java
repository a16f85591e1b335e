package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** How a change is verified and kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Commit(String verifyWithin, SavePolicy save, String pollInterval) {

    /** What an absent block means. */
    public static final Commit DEFAULT = new Commit("180s", SavePolicy.AFTER_VERIFICATION, "30s");

    public Commit {
        verifyWithin = Values.or(verifyWithin, "180s");
        save = Values.or(save, SavePolicy.AFTER_VERIFICATION);
        pollInterval = Values.or(pollInterval, "30s");
    }
}
