package dev.ipsecsites.cato;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call as it would be sent, for people to read.
 *
 * @param operation Cato's name of it, such as {@code addIpsecIkeV2Site}
 * @param variables of the GraphQL document; a pre-shared key is a {@link dev.ipsecsites.ipsec.Secret}
 */
public record CmaCall(String operation, Map<String, Object> variables) {
    public CmaCall {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
