package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which traffic goes into the tunnels. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "(self.through == 'Listed') == (has(self.ranges) && size(self.ranges) > 0)",
        message = "through: Listed needs ranges, such as [10.0.0.0/8]; with through: All leave ranges out")
public record Traffic(
        @JsonPropertyDescription(
                "All: the router's default route goes into the tunnels; the line found is kept and put "
                        + "back later. Listed: only ranges, and Cato's own addresses. Default All.")
        @Default("All")
        Through through,

        @JsonPropertyDescription(
                "With through Listed: networks that are reached through Cato, such as 10.0.0.0/8. Cato's "
                        + "own 10.254.254.1, .5, .253 and 10.41.0.0/16 are added.")
        @Size(max = 100)
        @ValidationRule(
                value = "self.all(r, isCIDR(r) && cidr(r).ip().family() == 4 && cidr(r).masked() == cidr(r))",
                message = "write each range as an IPv4 network without host bits, such as 10.0.0.0/8")
        List<@Size(max = 64) String> ranges) {

    /** What an absent block means. */
    public static final Traffic DEFAULT = new Traffic(Through.ALL, List.of());

    public Traffic {
        through = Values.or(through, Through.ALL);
        ranges = Values.list(ranges);
    }
}
