package dev.ipsecsites.lab;

import java.nio.file.Path;

/** A part of the lab does not do what it should; the message names the log to read. */
final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabException(String message, Path log) {
        super(message + "; its log: " + log);
    }

    LabException(String message) {
        super(message);
    }
}
