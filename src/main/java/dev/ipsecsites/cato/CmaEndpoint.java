package dev.ipsecsites.cato;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where an account's API is: an address that was checked against the hosts that the API key may be sent to
 * (DESIGN §9.6). There is no other way to make one, so a client can't be pointed anywhere else.
 *
 * <p>The allow-list has host names, optionally with a port ({@code cma.example.net:8443}); a {@code *} stands for exactly
 * one label ({@code api.*.catonetworks.com}), since Cato has a host for each region and may add more (cato-api.md §1.1).
 * Anything but https is refused, apart from http to a loopback address that the list names.
 */
public final class CmaEndpoint {
    /** Cato's own hosts: the default region and {@code api.us1…}, {@code api.jp1…} and whatever is added. */
    public static final List<String> CATO_HOSTS = List.of("api.catonetworks.com", "api.*.catonetworks.com");

    private final HttpUrl url;

    private CmaEndpoint(HttpUrl url) {
        this.url = url;
    }

    /**
     * @param address the endpoint's URL as a person wrote it
     * @param allowedHosts the operator's {@code --cma-hosts}
     * @throws IllegalArgumentException when it may not be used; the message says why and what would be right
     */
    public static CmaEndpoint of(String address, Collection<String> allowedHosts) {
        HttpUrl url = HttpUrl.parse(address.strip());
        if (url == null) {
            throw new IllegalArgumentException("endpoint " + printable(address)
                    + " is not a URL; expected something like https://api.catonetworks.com/api/v1/graphql2");
        }
        String shown = printable(url.host());
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "endpoint on " + shown + " carries a user name; the only credential is the API key of its Secret");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException("endpoint on " + shown + " carries a query or a fragment; remove it");
        }
        if (allowedHosts.stream().noneMatch(entry -> matches(entry, url))) {
            throw new IllegalArgumentException(
                    "endpoint host " + shown + ":" + url.port()
                            + " is not on this operator's list of CMA hosts (" + String.join(", ", allowedHosts)
                            + "); the API key is not sent there. Correct spec.endpoint, or start the operator with --cma-hosts");
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw new IllegalArgumentException(
                    "endpoint on " + shown + " must be https: the API key would cross the network in clear text");
        }
        return new CmaEndpoint(url);
    }

    /** Host and port, for messages. */
    public String host() {
        return url.host() + ":" + url.port();
    }

    /** The host alone, as the annotation {@code only-for} of a Secret names it. */
    public String hostName() {
        return url.host();
    }

    HttpUrl url() {
        return url;
    }

    private static boolean matches(String entry, HttpUrl url) {
        String pattern = entry.strip().toLowerCase(Locale.ROOT);
        int colon = pattern.lastIndexOf(':');
        boolean ipv6 = pattern.indexOf(':') != colon && !pattern.startsWith("[");
        if (colon > 0 && !ipv6 && !pattern.endsWith("]")) {
            if (!pattern.substring(colon + 1).equals(Integer.toString(url.port()))) {
                return false;
            }
            pattern = pattern.substring(0, colon);
        }
        if (pattern.startsWith("[") && pattern.endsWith("]")) {
            pattern = pattern.substring(1, pattern.length() - 1);
        }
        List<String> want = List.of(pattern.split("\\.", -1));
        List<String> have = List.of(url.host().split("\\.", -1));
        if (want.size() != have.size()) {
            return false;
        }
        for (int i = 0; i < want.size(); i++) {
            if (!want.get(i).equals("*") && !want.get(i).equals(have.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** By its spelling: a name that resolves to loopback today may resolve elsewhere tomorrow. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    private static String printable(String text) {
        return Words.of(text, 120);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CmaEndpoint endpoint && endpoint.url.equals(url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
