package dev.ipsecsites.lab.rtx.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Who is logged in, and what everybody typed. */
public final class Operators {
    /** Models in scope allow eight (yamaha-rtx.md §1.8). */
    public static final int LIMIT = 8;

    private final TreeMap<Integer, Login> logins = new TreeMap<>();
    private final List<String> commands = new ArrayList<>();

    /** One console, as the others see it. */
    public interface Login {
        String user();

        /** Address of the client. */
        String from();

        boolean administrator();

        /** Ends it without a question. */
        void evict();

        /** A line of the log, to be shown when the user is not in the middle of output. */
        void notice(String line);

        /** Looks whether it has been idle for too long. */
        void checkIdle();
    }

    /** The number given to the login: the lowest free one; 0 when all are taken. */
    public synchronized int enter(Login login, int limit) {
        for (int n = 1; n <= limit; n++) {
            if (!logins.containsKey(n)) {
                logins.put(n, login);
                return n;
            }
        }
        return 0;
    }

    public synchronized void leave(int number) {
        logins.remove(number);
    }

    public synchronized Map<Integer, Login> all() {
        return new TreeMap<>(logins);
    }

    public void evictAll() {
        all().values().forEach(Login::evict);
    }

    /** Ends those whose number and login match; whether there was any. */
    public boolean evict(int except, BiPredicate<Integer, Login> which) {
        boolean any = false;
        for (var e : all().entrySet()) {
            if (e.getKey() != except && which.test(e.getKey(), e.getValue())) {
                e.getValue().evict();
                any = true;
            }
        }
        return any;
    }

    public synchronized void typed(String line) {
        commands.add(line);
    }

    public synchronized List<String> commandsSeen() {
        return List.copyOf(commands);
    }
}
