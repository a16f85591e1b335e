package dev.ipsecsites.cato;

import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * What all clients of one account at one endpoint have in common, whichever key they use.
 *
 * @param http from {@link CmaHttp}, shared by all accounts
 * @param budget our share of the account's limits
 * @param rollout what the account's schema lacks
 * @param pause ends early when the operator stops
 */
public record CmaShared(
        OkHttpClient http,
        RequestBudget budget,
        Rollout rollout,
        RetryPolicy policy,
        Clock clock,
        Pause pause,
        Observer observer) {

    /** Is told of every request, for metrics. */
    @FunctionalInterface
    public interface Observer {
        /**
         * @param operation Cato's name of the operation
         * @param outcome {@code success} or the {@link CmaException.Kind}
         */
        void request(String operation, String outcome, Duration took);
    }
}
