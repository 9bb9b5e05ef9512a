package io.jubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaceTest {

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final Pace pace = new Pace(environment);
    private Duration takes = Duration.ZERO;
    private int running;
    private int most;

    private final ApiHandler server = pace.over(request -> {
        running++;
        most = Math.max(most, running);
        try {
            environment.sleep(takes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running--;
        return ApiResponse.of(200, "text/plain", new byte[0]);
    });

    private void together(String method, int count) throws InterruptedException {
        most = 0;
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(environment.start(
                    "call",
                    () -> server.handle(ApiRequest.of(
                            method,
                            "/api/v1/pods",
                            QueryParameters.EMPTY,
                            new Caller.Local(new UserInfo("somebody"))))));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
    }

    @Test
    void whatIsLateGetsLessAndWhatIsSoonMore() {
        simulation.run(() -> {
            takes = Duration.ofMillis(5);
            together("POST", 500);
            assertThat(most).isEqualTo(64);

            takes = Duration.ofSeconds(1);
            together("POST", 500);
            assertThat(pace.limit()).isEqualTo(16);
            together("POST", 100);
            assertThat(most).isEqualTo(16);

            takes = Duration.ofMillis(5);
            together("POST", 3000);
            assertThat(most).isGreaterThan(60);
        });
    }

    @Test
    void readsAreNotCounted() {
        simulation.run(() -> {
            takes = Duration.ofSeconds(1);
            together("GET", 200);
            assertThat(most).isEqualTo(200);
            assertThat(pace.limit()).isEqualTo(64);
        });
    }
}
