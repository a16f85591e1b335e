package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** How long SAs live; both ends must say the same. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Lifetimes(String ikeSA, String childSA) {

    /** What an absent block means. */
    public static final Lifetimes DEFAULT = new Lifetimes("19800s", "3600s");

    public Lifetimes {
        ikeSA = Values.or(ikeSA, "19800s");
        childSA = Values.or(childSA, "3600s");
    }
}
