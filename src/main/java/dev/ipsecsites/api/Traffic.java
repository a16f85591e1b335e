package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Which traffic goes into the tunnels. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Traffic(Through through, List<String> ranges) {

    /** What an absent block means. */
    public static final Traffic DEFAULT = new Traffic(Through.ALL, List.of());

    public Traffic {
        through = Values.or(through, Through.ALL);
        ranges = Values.list(ranges);
    }
}
