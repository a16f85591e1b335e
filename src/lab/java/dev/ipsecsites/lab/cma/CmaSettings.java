package dev.ipsecsites.lab.cma;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What nobody outside Cato knows, and so can be chosen (cato-api.md §7), and what a test wants otherwise.
 *
 * @param authFailure answer to a bad key
 * @param rateLimitFactor multiplies the published limits; 0 switches the limiter off
 * @param rateLimitAs429 status 429 with {@code Retry-After} in place of an error under 200
 * @param visibilityDelayMillis until list queries show a new site
 * @param uniqueSiteNames a second site of one name is refused
 * @param staticRangeTranslation the account may send {@code translatedSubnet}
 * @param eventsIntegration the account has switched {@code eventsFeed} on
 * @param eventsTwice events may be delivered more than once
 * @param olderRollout the account knows neither the newer names for allocated addresses nor the bulk mutations
 * @param refuseEqualSiteAddresses a second tunnel between the same two addresses is refused
 * @param refuseRemovalOfUsedAddress an allocated address that a tunnel uses can't be removed
 * @param resendRestarts an update of a tunnel that changes nothing restarts it all the same
 * @param minimumPskLength shorter keys are refused
 * @param distinctAddressIds {@code allocatedIpList} has other ids than {@code entityLookup}
 */
public record CmaSettings(
        AuthFailure authFailure,
        double rateLimitFactor,
        boolean rateLimitAs429,
        long visibilityDelayMillis,
        boolean uniqueSiteNames,
        boolean staticRangeTranslation,
        boolean eventsIntegration,
        boolean eventsTwice,
        boolean olderRollout,
        boolean refuseEqualSiteAddresses,
        boolean refuseRemovalOfUsedAddress,
        boolean resendRestarts,
        int minimumPskLength,
        boolean distinctAddressIds) {
    /** How a bad key is answered; reality isn't confirmed (cato-api.md §1.5). */
    public enum AuthFailure {
        FORBIDDEN_403,
        UNAUTHORIZED_401,
        OK_WITH_ERRORS
    }

    public static CmaSettings defaults() {
        return new CmaSettings(
                AuthFailure.FORBIDDEN_403, 1, false, 3_000, true, false, true, true, false, true, true, true, 8, false);
    }

    /** The same with one value changed. */
    public CmaSettings with(String name, Object value) {
        return with(Map.of(name, value));
    }

    /**
     * The same with these values changed.
     *
     * @throws IllegalArgumentException on an unknown name or a value of another type
     */
    public CmaSettings with(Map<String, ?> changes) {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, Object> values =
                new LinkedHashMap<>(mapper.convertValue(this, new TypeReference<Map<String, Object>>() {}));
        values.putAll(changes);
        return mapper.convertValue(values, CmaSettings.class);
    }

    Duration visibilityDelay() {
        return Duration.ofMillis(visibilityDelayMillis);
    }
}
