package dev.ipsecsites.router.yamaha.config;

import java.util.function.Function;

/** Whether a packet fits what a filter says. */
enum Match {
    YES,
    NO,
    /** Written in a way that this program doesn't read. */
    UNKNOWN;

    /** Of words separated by commas one is enough. */
    static Match any(String list, Function<String, Match> one) {
        Match any = NO;
        for (String word : list.split(",", -1)) {
            Match match = word.equals("*") ? YES : one.apply(word);
            if (match == YES) {
                return YES;
            }
            any = match == UNKNOWN ? UNKNOWN : any;
        }
        return any;
    }

    static Match of(boolean fits) {
        return fits ? YES : NO;
    }

    Match and(Match other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN ? UNKNOWN : other;
    }
}
