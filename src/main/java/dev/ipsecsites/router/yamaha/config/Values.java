package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Identity;

/**
 * Makes tokens of values that may not be known.
 *
 * @param offline nothing is sent: {@code <what is missing>} may stand for an address
 */
record Values(boolean offline) {
    Token address(String field, String address) {
        return offline && isUnknown(address) ? unknown(address) : Token.address(field, address);
    }

    Token identity(String field, Identity identity) {
        return offline && isUnknown(identity.value()) ? unknown(identity.value()) : Token.identity(field, identity);
    }

    Token description(String field, String text) {
        return offline && isUnknown(text) ? unknown(text) : Token.description(field, text);
    }

    static boolean isUnknown(String value) {
        return value.startsWith("<") && value.endsWith(">");
    }

    private static Token unknown(String value) {
        return Token.unknown(value.substring(1, value.length() - 1));
    }
}
