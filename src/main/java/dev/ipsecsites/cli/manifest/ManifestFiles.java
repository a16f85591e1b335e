package dev.ipsecsites.cli.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of manifests as they were named on the command line, {@code -} for standard input.
 *
 * @param contents by name, of those that can be used
 * @param problems what is wrong with the others, a line for each
 */
public record ManifestFiles(Map<String, String> contents, List<String> problems) {
    /** Reads them all: one that can't be used doesn't stop the others. */
    public static ManifestFiles read(List<String> names) {
        ManifestFiles files = new ManifestFiles(new LinkedHashMap<>(), new ArrayList<>());
        names.forEach(files::add);
        return files;
    }

    private void add(String name) {
        try {
            byte[] bytes = name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
            contents.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            problems.add(name + " is not UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            problems.add(name + " can't be read: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
