package io.jubernetes.client.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.fake.FakeApiServer;
import io.jubernetes.client.fake.Faults;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaderElectorTest {

    @Test
    void another_takes_over_at_once_when_the_leader_leaves() {
        try (Simulation simulation = new Simulation(1)) {
            FakeApiServer server = new FakeApiServer();
            Environment environment = simulation.environment();
            simulation.run(() -> {
                LeaderElector first = candidate(environment, server, "first", new ArrayList<>());
                first.start();
                environment.sleep(Duration.ofSeconds(1));
                LeaderElector second = candidate(environment, server, "second", new ArrayList<>());
                second.start();
                environment.sleep(Duration.ofMinutes(5));
                assertThat(first.isLeader()).isTrue();
                assertThat(second.isLeader()).isFalse();
                first.close();
                simulation.runUntil("the second leads", second::isLeader, Duration.ofSeconds(4));
                assertThat(first.isLeader()).isFalse();
                assertThat(server.objects("leases")
                                .getFirst()
                                .at("/spec/leaseTransitions")
                                .asInt())
                        .isEqualTo(1);
                assertThat(server.objects("leases")
                                .getFirst()
                                .at("/spec/renewTime")
                                .asText())
                        .matches("2026-01-01T00:05:0\\d\\.\\d{6}Z");
            });
        }
    }

    @Test
    void a_leader_that_gets_no_answer_stops_before_another_may_begin() {
        try (Simulation simulation = new Simulation(1)) {
            FakeApiServer server = new FakeApiServer();
            Environment environment = simulation.environment();
            CountDownLatch never = new CountDownLatch(1);
            AtomicBoolean hangs = new AtomicBoolean();
            ApiHandler hanging = request -> {
                if (hangs.get()) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new UncheckedIOException(new InterruptedIOException());
                    }
                }
                return server.handle(request);
            };
            simulation.run(() -> {
                LeaderElector elector = candidate(environment, hanging, "first", new ArrayList<>());
                elector.start();
                environment.sleep(Duration.ofMinutes(1));
                assertThat(elector.isLeader()).isTrue();
                hangs.set(true);
                environment.sleep(Duration.ofSeconds(10));
                assertThat(elector.isLeader()).isFalse();
                hangs.set(false);
                simulation.runUntil("it leads again", elector::isLeader, Duration.ofSeconds(30));
            });
        }
    }

    @Test
    void never_two_lead_and_somebody_does_whatever_goes_wrong() {
        for (long seed = 0; seed < 60; seed++) {
            try (Simulation simulation = new Simulation(seed)) {
                elect(simulation, new SplittableRandom(seed));
            }
        }
    }

    private static void elect(Simulation simulation, SplittableRandom random) {
        FakeApiServer server = new FakeApiServer(new Faults(random.split(), 50));
        List<String> leading = new ArrayList<>();
        List<LeaderElector> candidates = new ArrayList<>();
        simulation.run(() -> {
            for (int i = 0; i < 3; i++) {
                // clocks that are minutes apart must not matter
                Environment its = simulation.environment(Duration.ofMinutes(3L * i));
                LeaderElector candidate = candidate(its, server, "c" + i, leading);
                candidates.add(candidate);
                candidate.start();
            }
            simulation.runUntil("one leads", () -> !leading.isEmpty(), Duration.ofMinutes(5));
            simulation.environment().sleep(Duration.ofHours(1));
            candidates.forEach(LeaderElector::close);
        });
    }

    private static LeaderElector candidate(
            Environment environment, ApiHandler server, String name, List<String> leading) {
        LeaderElector.Callbacks callbacks = new LeaderElector.Callbacks() {
            @Override
            public void startedLeading() {
                leading.add(name);
                assertThat(leading).hasSize(1);
            }

            @Override
            public void stoppedLeading() {
                leading.remove(name);
            }
        };
        return new LeaderElector(
                environment, new ApiClient(server), LeaderElectionConfig.of("kube-system", "x", name), callbacks);
    }
}
