package dev.ipsecsites.router.yamaha.session;

import java.io.IOException;

/** Bytes to and from a router's shell. */
interface Wire extends AutoCloseable {
    void send(byte[] bytes) throws IOException;

    /** What came and hasn't been taken yet. */
    Inbox inbox();

    @Override
    void close();
}
