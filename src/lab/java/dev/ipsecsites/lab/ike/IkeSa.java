package dev.ipsecsites.lab.ike;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IKE SA of a daemon with its child SAs.
 *
 * @param state {@code ESTABLISHED}, {@code CONNECTING}, {@code DELETING}, …
 * @param encryption in the words of {@link dev.ipsecsites.lab.wire.CatoPeer.Transforms}, like the other algorithms
 * @param dhGroup IANA number
 * @param nat the daemon found a translator at one end, or was made to believe in it
 */
public record IkeSa(
        String connection,
        String uniqueId,
        String state,
        boolean initiator,
        String localAddress,
        String remoteAddress,
        String initiatorSpi,
        String responderSpi,
        String encryption,
        String prf,
        String integrity,
        int dhGroup,
        long establishedSeconds,
        boolean nat,
        List<ChildSa> children) {

    /**
     * A pair of ESP SAs.
     *
     * @param state {@code INSTALLED}, {@code REKEYED}, {@code DELETED}, …
     * @param pfsGroup 0 when its keys come from the IKE SA
     */
    public record ChildSa(
            String name,
            String uniqueId,
            String state,
            long spiIn,
            long spiOut,
            String encryption,
            String integrity,
            int pfsGroup,
            long packetsIn,
            long bytesIn,
            long packetsOut,
            long bytesOut,
            List<String> localSelectors,
            List<String> remoteSelectors) {

        public boolean installed() {
            return state.equals("INSTALLED");
        }
    }

    public boolean established() {
        return state.equals("ESTABLISHED");
    }

    /** The youngest child SA that carries packets. */
    public Optional<ChildSa> child() {
        return children.stream().filter(ChildSa::installed).reduce((older, younger) -> younger);
    }

    /** From the messages of {@code list-sas}: one section for each connection's SA. */
    static List<IkeSa> of(List<Map<String, Object>> messages) {
        List<IkeSa> all = new ArrayList<>();
        for (Map<String, Object> message : messages) {
            message.forEach((name, section) -> all.add(ikeSa(name, section(section))));
        }
        return all;
    }

    private static IkeSa ikeSa(String name, Map<String, Object> values) {
        List<ChildSa> children = new ArrayList<>();
        section(values.get("child-sas")).values().forEach(child -> children.add(childSa(section(child))));
        return new IkeSa(
                name,
                text(values, "uniqueid"),
                text(values, "state"),
                text(values, "initiator").equals("yes"),
                text(values, "local-host"),
                text(values, "remote-host"),
                text(values, "initiator-spi"),
                text(values, "responder-spi"),
                Transform.encryption(text(values, "encr-alg"), text(values, "encr-keysize")),
                Transform.hash(text(values, "prf-alg")),
                Transform.hash(text(values, "integ-alg")),
                Transform.group(text(values, "dh-group")),
                number(values, "established"),
                text(values, "nat-local").equals("yes")
                        || text(values, "nat-remote").equals("yes"),
                children);
    }

    private static ChildSa childSa(Map<String, Object> values) {
        return new ChildSa(
                text(values, "name"),
                text(values, "uniqueid"),
                text(values, "state"),
                spi(values, "spi-in"),
                spi(values, "spi-out"),
                Transform.encryption(text(values, "encr-alg"), text(values, "encr-keysize")),
                Transform.hash(text(values, "integ-alg")),
                Transform.group(text(values, "dh-group")),
                number(values, "packets-in"),
                number(values, "bytes-in"),
                number(values, "packets-out"),
                number(values, "bytes-out"),
                list(values, "local-ts"),
                list(values, "remote-ts"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(Map<String, Object> values, String key) {
        return Objects.requireNonNullElse(values.get(key), "").toString();
    }

    private static long number(Map<String, Object> values, String key) {
        String text = text(values, key);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static long spi(Map<String, Object> values, String key) {
        String text = text(values, key);
        return text.isEmpty() ? 0 : Long.parseLong(text, 16);
    }

    private static List<String> list(Map<String, Object> values, String key) {
        return values.get(key) instanceof List<?> items
                ? items.stream().map(Object::toString).toList()
                : List.of();
    }
}
