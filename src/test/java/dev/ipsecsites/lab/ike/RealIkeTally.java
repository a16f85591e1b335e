package dev.ipsecsites.lab.ike;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests with real daemons over all classes, and prints the one line that says how many ran. They carry the tag {@link #TAG};
 * a test that decides many combinations publishes their number as {@link #RUN} or {@link #SKIPPED} and is not counted itself.
 */
public final class RealIkeTally implements TestExecutionListener {
    public static final String TAG = "real-ike";
    public static final String RUN = "real IKE: run";
    public static final String SKIPPED = "real IKE: skipped";

    private final AtomicInteger run = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final Set<String> counted = new HashSet<>();

    @Nullable
    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    private static boolean tagged(TestIdentifier test) {
        return test.getTags().contains(TestTag.create(TAG));
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> {
            if (key.equals(RUN) || key.equals(SKIPPED)) {
                (key.equals(RUN) ? run : skipped).addAndGet(Integer.parseInt(value));
                counted.add(test.getUniqueId());
            }
        });
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean aborted = result.getStatus() == TestExecutionResult.Status.ABORTED;
        if (!tagged(test) || !counted.add(test.getUniqueId())) {
            return;
        }
        if (test.isTest()) {
            (aborted ? skipped : run).incrementAndGet();
        } else if (aborted) {
            skip(test);
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        if (tagged(test)) {
            skip(test);
        }
    }

    /** A class that is given up before its methods began: each method is one, with parameters or without. */
    private void skip(TestIdentifier test) {
        TestPlan all = Objects.requireNonNull(plan);
        int methods = (int) all.getDescendants(test).stream()
                .filter(one -> all.getChildren(one).isEmpty())
                .count();
        skipped.addAndGet(Math.max(1, methods));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        if (run.get() + skipped.get() > 0) {
            System.out.println("real IKE: " + run.get() + " tests run, " + skipped.get() + " skipped");
        }
    }
}
