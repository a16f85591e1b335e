package dev.ipsecsites.lab.cma;

import org.jspecify.annotations.Nullable;

/** One field below a namespace, or one flat query; runs under {@link Cloud}'s lock. */
@FunctionalInterface
interface Operation {
    /**
     * @param caller whose key it is
     * @throws Refusal with the words of the answer
     */
    @Nullable
    Object run(Account account, ApiKey caller, Input arguments);
}
