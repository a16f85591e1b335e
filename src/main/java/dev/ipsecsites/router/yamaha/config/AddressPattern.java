package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Addresses as {@code ip filter} writes them: one with or without a mask, with {@code *} for octets, or a range that may be open at one end;
 * several with commas between (REF 8.1.10). What a name or a keyword such as {@code map-e} stands for, the line doesn't say.
 */
final class AddressPattern {
    private AddressPattern() {}

    static Match match(String patterns, String address) {
        OptionalLong wanted = Destinations.network(address)
                .filter(network -> network.prefixLength() == 32)
                .map(Cidr::address)
                .map(Ipv4::parse)
                .orElse(OptionalLong.empty());
        return Match.any(patterns, pattern -> wanted.isEmpty() ? Match.UNKNOWN : matchOne(pattern, wanted.getAsLong()));
    }

    private static Match matchOne(String pattern, long address) {
        int slash = pattern.indexOf('/');
        if (slash >= 0) {
            return masked(pattern.substring(0, slash), pattern.substring(slash + 1), address);
        }
        int dash = pattern.indexOf('-');
        return dash >= 0 ? range(pattern, dash, address) : octets(pattern, address);
    }

    private static Match masked(String network, String bits, long address) {
        OptionalLong base = Ipv4.parse(network);
        OptionalLong mask = Ipv4.mask(bits);
        return base.isPresent() && mask.isPresent()
                ? Match.of((base.getAsLong() & mask.getAsLong()) == (address & mask.getAsLong()))
                : Match.UNKNOWN;
    }

    private static Match range(String pattern, int dash, long address) {
        Optional<OptionalLong> from = end(pattern.substring(0, dash));
        Optional<OptionalLong> to = end(pattern.substring(dash + 1));
        if (pattern.length() == 1 || from.isEmpty() || to.isEmpty()) {
            return Match.UNKNOWN;
        }
        return Match.of(from.get().orElse(0) <= address && address <= to.get().orElse(Long.MAX_VALUE));
    }

    /** Empty within where the range is open, empty altogether where that is no address. */
    private static Optional<OptionalLong> end(String text) {
        OptionalLong address = Ipv4.parse(text);
        return address.isPresent() || text.isEmpty() ? Optional.of(address) : Optional.empty();
    }

    private static Match octets(String pattern, long address) {
        String[] octets = pattern.split("\\.", -1);
        boolean fits = octets.length == 4;
        for (int i = 0; i < octets.length; i++) {
            if (octets.length != 4 || !(octets[i].equals("*") || Ipv4.isOctet(octets[i]))) {
                return Match.UNKNOWN;
            }
            fits &= octets[i].equals("*") || Words.number(octets[i]) == (address >> (24 - 8 * i) & 255);
        }
        return Match.of(fits);
    }
}
