package io.jubernetes.bench.scheduler;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Report;

/** Pods in a second and the time of a decision, for each shape. */
final class AloneBench {

    private static final int CHURN_EVERY = 100;
    private static final String HUGE = "{\"cpu\":\"9\",\"memory\":\"500Mi\"}";

    private final Environment environment;
    private final Report report;
    private final int nodes;

    AloneBench(Environment environment, Report report, int nodes) {
        this.environment = environment;
        this.report = report;
        this.nodes = nodes;
    }

    /** Once to warm the machine up, and once for the figures. */
    void run(Shape shape) throws InterruptedException {
        once(shape, false);
        once(shape, true);
    }

    private void once(Shape shape, boolean counts) throws InterruptedException {
        LoneScheduler before = new LoneScheduler(environment, shape, nodes);
        put(before, shape.first());
        before.place(shape.first().count());
        put(before, shape.measured());
        LoneScheduler scheduler = before.measured();
        long begin = environment.nanoTime();
        place(shape, scheduler);
        double seconds = (environment.nanoTime() - begin) / 1e9;
        if (counts) {
            String id = "scheduler-alone-" + shape.name();
            report.add(id, shape.measured().count() / seconds, shape.floor(), "pods/s");
            report.add(id + "-decision-p50", scheduler.millis(0.5), null, "ms");
            report.add(id + "-decision-p99", scheduler.millis(0.99), null, "ms");
        }
    }

    private static void put(LoneScheduler scheduler, Shape.Batch pods) {
        for (int i = 0; i < pods.count(); i++) {
            scheduler.put(pods.pod().apply(i));
        }
    }

    private void place(Shape shape, LoneScheduler scheduler) throws InterruptedException {
        if (!shape.churn()) {
            scheduler.place(shape.measured().count());
            return;
        }
        for (int placed = 0; placed < shape.measured().count(); placed += CHURN_EVERY) {
            scheduler.put(Shapes.pod("huge-" + placed, "", "", HUGE, 10));
            scheduler.replaceNode(placed % nodes);
            scheduler.place(Math.min(CHURN_EVERY, shape.measured().count() - placed));
        }
    }
}
