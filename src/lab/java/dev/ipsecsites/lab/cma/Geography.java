package dev.ipsecsites.lab.cma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Countries, states, cities and time zones, and the refusals of a wrong location (cato-api.md §2.6). Countries and zones are
 * the JDK's; states and cities are a short list of our own, so a city is refused only where the list knows it elsewhere.
 */
final class Geography {
    /** Not among the countries that {@code search: "removeExcluded"} returns; an assumption. */
    private static final Set<String> EXCLUDED = Set.of("CU", "IR", "KP", "SY");

    private final List<State> states;
    private final List<City> cities;

    record State(String country, String code, String name) {}

    record City(String country, String state, String name) {}

    Geography() {
        states = rows("states.csv").stream()
                .map(row -> new State(row[0], row[1], row[2]))
                .toList();
        cities = rows("cities.csv").stream()
                .map(row -> new City(row[0], row[1], row[2]))
                .toList();
    }

    List<String> countries(boolean allowedOnly) {
        return Arrays.stream(Locale.getISOCountries())
                .filter(code -> !(allowedOnly && EXCLUDED.contains(code)))
                .toList();
    }

    static String countryName(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    List<State> states(String country) {
        return states.stream().filter(state -> state.country().equals(country)).toList();
    }

    Optional<String> stateName(@Nullable String code) {
        return states.stream()
                .filter(state -> state.code().equals(code))
                .map(State::name)
                .findFirst();
    }

    List<City> cities(@Nullable String country, @Nullable String state) {
        return cities.stream()
                .filter(city -> country == null || city.country().equals(country))
                .filter(city -> state == null || city.state().equals(state))
                .toList();
    }

    List<String> timezones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/"))
                .sorted()
                .toList();
    }

    void check(Location location) {
        if (!countries(true).contains(location.countryCode())) {
            throw new Refusal("Please select a country");
        }
        List<State> known = states(location.countryCode());
        String stateCode = location.stateCode();
        if (stateCode == null && !known.isEmpty()) {
            throw new Refusal("Please select a state");
        }
        if (stateCode != null && known.stream().noneMatch(state -> state.code().equals(stateCode))) {
            throw new Refusal("state [" + stateCode + "] does not belong to country [" + location.countryCode() + "]");
        }
        if (!ZoneId.getAvailableZoneIds().contains(location.timezone())) {
            throw new Refusal("timezone [" + location.timezone() + "] is not valid");
        }
        String city = location.city();
        if (city != null && !city.isEmpty()) {
            checkCity(location, city);
        }
    }

    private void checkCity(Location location, String name) {
        List<City> same =
                cities.stream().filter(city -> city.name().equals(name)).toList();
        boolean here = same.stream()
                .anyMatch(city -> city.country().equals(location.countryCode())
                        && (city.state().isEmpty() || city.state().equals(location.stateCode())));
        if (!same.isEmpty() && !here) {
            throw new Refusal("city [" + name + "] does not belong to country [" + location.countryCode() + "]");
        }
    }

    private static List<String[]> rows(String resource) {
        InputStream in = Geography.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("resource missing: " + resource);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
