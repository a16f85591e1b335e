package dev.ipsecsites.lab.rtx;

import java.security.KeyPair;

/** One host key for all simulated routers whose tests aren't about it: to make one takes longer than most of those tests. */
public final class SharedHostKey {
    public static final KeyPair PAIR = Routers.key("ssh-rsa", 2048);

    private SharedHostKey() {}
}
