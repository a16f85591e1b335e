package dev.ipsecsites.lab;

/** What tests have in common that measure time, or take all of it. */
public final class Busy {
    /** The processors: a test that keeps all of them busy has them alone; those in which ends have to notice each other in time share them. */
    public static final String PROCESSORS = "processors";

    private Busy() {}
}
