package io.jubernetes.scheduler.extender;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.ExtenderException;
import io.jubernetes.scheduler.framework.Extenders;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An extender that is another process, as far as the scheduler can tell. */
@Timeout(60)
class ExtenderOverHttpTest {

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/scheduler", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String verb = exchange.getRequestURI().getPath().substring("/scheduler/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + verb + " " + body);
        String answer = answers.getOrDefault(verb, "");
        if (answer.equals("never")) {
            waitForTheEnd();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(answer.isEmpty() ? 500 : 200, answer.isEmpty() ? -1 : bytes.length);
        if (!answer.isEmpty()) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Extenders extenders(String more) {
        ExtenderSpec spec = SchedulerConfig.read(
                        """
                        apiVersion: kubescheduler.config.k8s.io/v1
                        kind: KubeSchedulerConfiguration
                        extenders:
                        - urlPrefix: http://127.0.0.1:%d/scheduler
                          filterVerb: filter
                          prioritizeVerb: prioritize
                          bindVerb: bind
                          weight: 1
                          nodeCacheCapable: true
                        """.formatted(server.getAddress().getPort()) + more)
                .extenders()
                .getFirst();
        return new Extenders(List.of(new HttpExtender(spec, ExtenderCalls.to(spec, new SystemEnvironment()))));
    }

    private Plan decide(Extenders extenders) {
        Placement placement = new Placement(ProfileFactory.standard(), equals -> equals - 1, extenders);
        return placement.schedule(
                PodToPlace.of(pod("p")), cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"), node("c", "1", "1Gi")));
    }

    @Test
    void itIsAskedInItsWords() {
        answers.put("filter", "{\"NodeNames\": [\"a\", \"b\"], \"FailedNodes\": {\"c\": \"no licence\"}}");
        answers.put("prioritize", "[{\"Host\": \"a\", \"Score\": 0}, {\"Host\": \"b\", \"Score\": 10}]");
        answers.put("bind", "{}");
        Extenders extenders = extenders("");
        assertThat(decide(extenders))
                .isInstanceOfSatisfying(
                        Plan.Assign.class, assign -> assertThat(assign.node()).isEqualTo("b"));
        assertThat(extenders.bind(pod("p"), "b")).isTrue();
        assertThat(asked)
                .extracting(line -> line.substring(0, line.indexOf(" {")))
                .containsExactly("POST filter", "POST prioritize", "POST bind");
    }

    @Test
    void oneThatFailsStopsTheDecisionUnlessItMayBeIgnored() {
        assertThatThrownBy(() -> decide(extenders("")))
                .isInstanceOf(ExtenderException.class)
                .hasMessageContaining("500");
        assertThat(decide(extenders("  ignorable: true\n"))).isInstanceOf(Plan.Assign.class);
    }

    @Test
    void oneThatDoesNotAnswerIsWaitedForNoLongerThanItsTime() {
        answers.put("filter", "never");
        assertThatThrownBy(() -> decide(extenders("  httpTimeout: 200ms\n"))).isInstanceOf(ExtenderException.class);
    }

    @Test
    void oneThatIsNotThereIsToldApart() {
        Extenders extenders = extenders("");
        server.stop(0);
        assertThatThrownBy(() -> decide(extenders))
                .isInstanceOf(ExtenderException.class)
                .hasMessageContaining("Post \"/scheduler/filter\"");
    }
}
