package dev.ipsecsites.lab.cma;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer before it becomes bytes. {@code errors} first: Cato's own scripts compare the first 48 bytes (cato-api.md §1.5). */
record Reply(int status, Map<String, Object> body, Map<String, String> headers) {
    static Reply errors(int status, List<Map<String, Object>> errors) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", errors);
        body.put("data", null);
        return new Reply(status, body, Map.of());
    }

    static Reply error(int status, Map<String, Object> error) {
        return errors(status, List.of(error));
    }

    Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, body, Collections.unmodifiableMap(more));
    }
}
