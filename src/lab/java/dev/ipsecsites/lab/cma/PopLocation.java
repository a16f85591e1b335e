package dev.ipsecsites.lab.cma;

/**
 * A PoP.
 *
 * @param pool addresses that the PoP hands out, CIDR
 */
record PopLocation(String id, String name, String displayName, String countryCode, String pool) {
    Ipv4Range addresses() {
        return Ipv4Range.parse(pool).orElseThrow();
    }
}
