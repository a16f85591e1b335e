package dev.ipsecsites.operator.site;

import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.TimelineReader;
import dev.ipsecsites.text.Lines;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The timelines in a ConfigMap, one or several files. Pure. */
public final class TimelineFiles {
    private TimelineFiles() {}

    /** The files by key. {@code kubectl} puts those that aren't UTF-8, such as a spreadsheet's in Shift_JIS, beside the others. */
    public static Map<String, byte[]> of(ConfigMap map) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (map.getData() != null) {
            map.getData().forEach((key, text) -> files.put(key, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (map.getBinaryData() != null) {
            map.getBinaryData()
                    .forEach((key, base64) -> files.put(key, Base64.getDecoder().decode(base64)));
        }
        return files;
    }

    /**
     * What they say.
     *
     * @param site as Cato calls it: rows that name another one are left out
     * @param files by key; a key that names a tunnel, such as {@code primary1.csv}, says whose rows they are that don't say it themselves
     */
    static List<Message> read(String site, Map<String, byte[]> files) {
        List<Message> messages = new ArrayList<>();
        files.forEach((key, content) -> messages.addAll(read(site, key, content)));
        return messages;
    }

    private static List<Message> read(String site, String key, byte[] content) {
        TimelineReader reader = new TimelineReader(site);
        try (Lines lines = Lines.of(new ByteArrayInputStream(content))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                reader.accept(line);
            }
        } catch (IOException notText) {
            return List.of();
        }
        return reader.messages(key);
    }
}
