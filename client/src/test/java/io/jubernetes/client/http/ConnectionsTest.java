package io.jubernetes.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionsTest {

    private static final Environment ENVIRONMENT = new SystemEnvironment();

    private final Connections connections = new Connections(ENVIRONMENT, HttpClient::newHttpClient);

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void a_connection_carries_no_more_requests_than_every_server_allows() throws Exception {
        List<Connections.Connection> first = take(Connections.STREAMS);
        assertThat(first).containsOnly(first.getFirst());
        assertThat(take(1)).doesNotContain(first.getFirst());
    }

    @Test
    void room_on_a_connection_is_used_before_another_is_opened() throws Exception {
        List<Connections.Connection> first = take(Connections.STREAMS);
        take(1);
        first.getFirst().leave();
        assertThat(take(1)).containsExactly(first.getFirst());
    }

    @Test
    void the_first_request_goes_ahead_alone() throws Exception {
        Connections.Connection first = connections.take();
        CountDownLatch second = new CountDownLatch(1);
        ENVIRONMENT.start("second", () -> {
            takeQuietly();
            second.countDown();
        });
        assertThat(second.getCount()).isOne();
        first.answered();
        second.await();
    }

    @Test
    void another_request_is_the_first_when_that_one_failed() throws Exception {
        connections.take().leave();
        assertThat(connections.take()).isNotNull();
    }

    private void takeQuietly() throws InterruptedException {
        try {
            connections.take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Connections.Connection> take(int count) throws Exception {
        List<Connections.Connection> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connections.Connection connection = connections.take();
            connection.answered();
            taken.add(connection);
        }
        return taken;
    }
}
