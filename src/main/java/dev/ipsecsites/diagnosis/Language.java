package dev.ipsecsites.diagnosis;

/** Language of the sentences. Causes, ends, confidences and commands are the same in each. */
public enum Language {
    ENGLISH,
    JAPANESE
}
