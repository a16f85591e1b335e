package dev.ipsecsites.lab.rtx.command;

/** What a command does. */
@FunctionalInterface
public interface Action {
    void run(Call call);
}
