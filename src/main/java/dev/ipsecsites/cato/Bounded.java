package dev.ipsecsites.cato;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails instead of filling the memory: what comes from outside has no length that can be believed. */
final class Bounded extends FilterInputStream {
    /** More came than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private long left;

    Bounded(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws TooLarge {
        left -= read;
        if (left < 0) {
            throw new TooLarge();
        }
    }
}
