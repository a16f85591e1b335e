package dev.ipsecsites.lab.cma;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a {@link CmaSimulator} starts with. Without a PoP it gets twelve; an account has to be given. */
public final class CmaSimulatorBuilder {
    /** Cato's own default (cato-api.md §3.3). */
    private static final int DEFAULT_QUOTA = 3;

    private record DefaultPop(String name, String country) {}

    private static final List<DefaultPop> DEFAULT_POPS = List.of(
            new DefaultPop("Tokyo", "JP"),
            new DefaultPop("Osaka", "JP"),
            new DefaultPop("London", "GB"),
            new DefaultPop("Singapore", "SG"),
            new DefaultPop("Frankfurt", "DE"),
            new DefaultPop("Amsterdam", "NL"),
            new DefaultPop("Paris", "FR"),
            new DefaultPop("New York", "US"),
            new DefaultPop("Los Angeles", "US"),
            new DefaultPop("Hong Kong", "HK"),
            new DefaultPop("Mumbai", "IN"),
            new DefaultPop("Sydney", "AU"));

    private final List<Account> accounts = new ArrayList<>();
    private final List<ApiKey> keys = new ArrayList<>();
    private final List<PopLocation> pops = new ArrayList<>();
    private final List<SeedAddress> addresses = new ArrayList<>();
    private CmaSettings settings = CmaSettings.defaults();
    private Clock clock = Clock.systemUTC();
    private int port;
    private int controlPort;
    private int httpsPort;
    private boolean https;

    record SeedAddress(String account, String pop, @Nullable String ip, String description) {}

    CmaSimulatorBuilder() {}

    public CmaSimulatorBuilder account(String id) {
        return account(id, DEFAULT_QUOTA);
    }

    /** {@code addressQuota}: how many public addresses the licence grants. */
    public CmaSimulatorBuilder account(String id, int addressQuota) {
        Account account = new Account(id, "account-" + id, addressQuota);
        IntStream.rangeClosed(1, 5)
                .mapToObj(i -> "lic-" + id + "-" + i)
                .forEach(license -> account.licenses.put(license, new Account.SiteLicense(license, 100, "")));
        accounts.add(account);
        return this;
    }

    /** A key that may change things. */
    public CmaSimulatorBuilder editKey(String accountId, String key) {
        return key(accountId, key, true);
    }

    /** A key that may only read. */
    public CmaSimulatorBuilder viewKey(String accountId, String key) {
        return key(accountId, key, false);
    }

    private CmaSimulatorBuilder key(String accountId, String key, boolean edit) {
        keys.add(new ApiKey(key, "key-" + (keys.size() + 1), accountId, edit, null, true, null));
        return this;
    }

    /** A person at the console: what comes with this token does what the console would, in the name of an admin. */
    public CmaSimulatorBuilder console(String accountId, String token, String admin) {
        keys.add(new ApiKey(token, admin, accountId, true, null, true, admin));
        return this;
    }

    /** Replaces the default PoPs. {@code pool} is the CIDR that its addresses come from. */
    public CmaSimulatorBuilder pop(String name, String countryCode, String pool) {
        pops.add(new PopLocation(Integer.toString(pops.size() + 1), name, name, countryCode, pool));
        return this;
    }

    /** An address that the account holds from the start; {@code ip} null picks one. */
    public CmaSimulatorBuilder address(String accountId, String pop, @Nullable String ip, String description) {
        addresses.add(new SeedAddress(accountId, pop, ip, description));
        return this;
    }

    public CmaSimulatorBuilder clock(Clock time) {
        this.clock = time;
        return this;
    }

    public CmaSimulatorBuilder visibilityDelay(Duration delay) {
        return settings(old -> old.with("visibilityDelayMillis", delay.toMillis()));
    }

    /** Multiplies the published limits; 0 switches them off. */
    public CmaSimulatorBuilder rateLimitFactor(double factor) {
        return settings(old -> old.with("rateLimitFactor", factor));
    }

    public CmaSimulatorBuilder settings(UnaryOperator<CmaSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    public CmaSimulatorBuilder settings(Map<String, ?> changes) {
        return settings(old -> old.with(changes));
    }

    public CmaSimulatorBuilder port(int number) {
        this.port = number;
        return this;
    }

    public CmaSimulatorBuilder controlPort(int number) {
        this.controlPort = number;
        return this;
    }

    /** Also serves https, with a certificate of its own; port 0 for any. */
    public CmaSimulatorBuilder https(int number) {
        this.https = true;
        this.httpsPort = number;
        return this;
    }

    public CmaSimulator build() {
        if (accounts.isEmpty()) {
            throw new IllegalStateException("an account is needed");
        }
        if (pops.isEmpty()) {
            // Slices of 198.18.0.0/15, which RFC 2544 sets aside for test equipment.
            DEFAULT_POPS.forEach(pop -> pop(
                    pop.name(),
                    pop.country(),
                    Ipv4Range.toText(Ipv4Range.toLong("198.18.0.0") + pops.size() * 8192L) + "/19"));
        }
        return new CmaSimulator(this, clock);
    }

    List<Account> accounts() {
        return accounts;
    }

    List<ApiKey> keys() {
        return keys;
    }

    List<PopLocation> pops() {
        return pops;
    }

    List<SeedAddress> addresses() {
        return addresses;
    }

    CmaSettings settings() {
        return settings;
    }

    int port() {
        return port;
    }

    int controlPort() {
        return controlPort;
    }

    int httpsPort() {
        return httpsPort;
    }

    boolean https() {
        return https;
    }
}
