package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.CmaShared;
import dev.ipsecsites.cato.Pause;
import dev.ipsecsites.cato.RetryPolicy;
import java.time.Clock;
import okhttp3.OkHttpClient;

/**
 * What all accounts have in common.
 *
 * @param http from {@link dev.ipsecsites.cato.CmaHttp}
 * @param pause ends early when the operator stops
 * @param observer is told of every request
 */
public record CmaEnvironment(
        OkHttpClient http, RetryPolicy policy, Clock clock, Pause pause, CmaShared.Observer observer) {}
