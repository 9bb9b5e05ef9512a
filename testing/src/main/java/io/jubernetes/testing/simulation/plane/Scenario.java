package io.jubernetes.testing.simulation.plane;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.testing.simulation.ClusterPlan;
import io.jubernetes.testing.simulation.SimulatedCluster;
import io.jubernetes.testing.simulation.history.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A cluster's life, drawn from a seed: Deployments, a StatefulSet and Jobs are made, rolled to a new template in peace, then changed
 * while parts of the cluster fail; then nothing fails any more, and the cluster must come to what was asked for; at last they are
 * deleted, and nothing may be left.
 */
final class Scenario {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration LONGEST_DOWN = Duration.ofSeconds(30);
    private static final int IMAGES = 4;
    private static final String STATEFUL_SET = "db";

    private final Simulation simulation;
    private final Environment environment;
    private final ClusterPlan plan;
    private final SimulatedCluster cluster;
    private final SplittableRandom random;
    private final User user;
    private final List<String> deployments = new ArrayList<>();
    private final List<String> jobs = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    Scenario(Simulation simulation, ClusterPlan plan, long seed) {
        this.simulation = simulation;
        this.environment = simulation.environment();
        this.plan = plan;
        this.cluster = new SimulatedCluster(simulation, plan);
        this.random = new SplittableRandom(seed);
        this.user = new User(cluster.admin(), cluster.view(), random.split());
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    /** What was done so far, for people. */
    List<String> log() {
        return log;
    }

    void run() throws InterruptedException {
        cluster.start();
        until("the nodes are ready", () -> Expectation.nodesAreReady(view(), plan.nodes()));
        create();
        rollInPeace();
        for (Operation operation : Operation.draw(random)) {
            note(operation.name());
            act(operation);
            environment.sleep(upTo(Duration.ofSeconds(8)));
        }
        note("fair weather");
        cluster.clearWeather();
        cluster.start();
        until("the nodes are ready again", () -> Expectation.nodesAreReady(view(), plan.nodes()));
        settle("everything is as asked for after all");
        end();
        cluster.finish();
    }

    private void create() {
        int count = 1 + random.nextInt(2);
        for (int i = 1; i <= count; i++) {
            DeploymentShape shape = DeploymentShape.draw("web-" + i, random);
            note("create " + shape);
            user.create(Deployment.class, shape.deployment());
            deployments.add(shape.name());
        }
        StatefulSetShape shape = StatefulSetShape.draw(STATEFUL_SET, random);
        note("create " + shape);
        user.create(StatefulSet.class, shape.statefulSet());
        startJob();
        settle("all that was made is as asked for");
    }

    private void startJob() {
        JobShape shape = JobShape.draw("job-" + (jobs.size() + 1), random);
        note("create " + shape);
        user.create(Job.class, shape.job());
        jobs.add(shape.name());
    }

    private void rollInPeace() {
        view().setCalm(true);
        deployments.forEach(this::newImage);
        user.setImage(StatefulSet.class, STATEFUL_SET, image());
        settle("the new template is rolled out");
        view().setCalm(false);
    }

    private void end() {
        note("delete all");
        deployments.forEach(name -> user.delete(Deployment.class, name));
        user.delete(StatefulSet.class, STATEFUL_SET);
        jobs.forEach(name -> user.delete(Job.class, name));
        until("nothing is left", () -> Expectation.nothingIsLeft(view()));
    }

    private void act(Operation operation) throws InterruptedException {
        switch (operation) {
            case SCALE -> scale(any(deployments), random.nextInt(DeploymentShape.MOST_REPLICAS + 1));
            case NEW_IMAGE -> newImage(any(deployments));
            case CHANGE_STATEFUL_SET -> changeStatefulSet();
            case START_JOB -> startJob();
            case DELETE_POD -> user.deleteSomePod();
            case DELETE_NODE -> user.deleteSomeNode();
            case DISTURB -> disturb();
            case CRASH_PROCESS -> crash(any(cluster.processes()));
            case RESTART_PROCESS -> restart(any(cluster.processes()));
            case CRASH_API_SERVER -> crashApi();
            case WAIT -> environment.sleep(upTo(Duration.ofMinutes(2)));
        }
    }

    private void scale(String deployment, int replicas) {
        note("scale " + deployment + " to " + replicas);
        user.scale(Deployment.class, deployment, replicas);
    }

    private void changeStatefulSet() {
        int replicas = random.nextInt(StatefulSetShape.MOST_REPLICAS + 1);
        String image = image();
        note(STATEFUL_SET + " to " + replicas + " of " + image);
        user.scale(StatefulSet.class, STATEFUL_SET, replicas);
        user.setImage(StatefulSet.class, STATEFUL_SET, image);
    }

    private void newImage(String deployment) {
        String image = image();
        note(deployment + " gets " + image);
        user.setImage(Deployment.class, deployment, image);
    }

    private String image() {
        return "server:v" + (1 + random.nextInt(IMAGES));
    }

    private void disturb() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            user.disturb();
            environment.sleep(upTo(Duration.ofMillis(20)));
        }
    }

    /** Kills a process; it comes back after a while, sometimes only when the turbulence is over. */
    private void crash(String process) throws InterruptedException {
        note("crash " + process);
        cluster.crash(process);
        if (random.nextInt(4) > 0) {
            environment.sleep(Duration.ofSeconds(1).plus(upTo(LONGEST_DOWN)));
            cluster.start(process);
        }
    }

    private void restart(String process) throws InterruptedException {
        note("restart " + process);
        cluster.stop(process);
        environment.sleep(upTo(Duration.ofSeconds(5)));
        cluster.start(process);
    }

    private void crashApi() throws InterruptedException {
        cluster.crashApi();
        environment.sleep(upTo(LONGEST_DOWN));
        cluster.startApi();
    }

    private void settle(String what) {
        until(what, () -> Expectation.isSettled(view()));
    }

    private void until(String what, BooleanSupplier condition) {
        simulation.runUntil(what, new WhenChanged(cluster.history(), condition), PATIENCE);
    }

    private ClusterView view() {
        return cluster.view();
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    private void note(String what) {
        log.add(Duration.ofNanos(environment.nanoTime()) + " " + what);
    }
}
