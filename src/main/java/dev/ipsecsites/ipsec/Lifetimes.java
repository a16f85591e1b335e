package dev.ipsecsites.ipsec;

import java.time.Duration;

/** Lifetimes of the SAs; Cato's are 19,800 s and 3,600 s (article, table of parameters). */
public record Lifetimes(Duration ikeSa, Duration childSa) {
    public static final Lifetimes CATO = new Lifetimes(Duration.ofSeconds(19_800), Duration.ofSeconds(3_600));
}
