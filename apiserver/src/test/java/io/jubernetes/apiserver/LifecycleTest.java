package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kvstore.memory.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that does not know its objects says so. */
@Timeout(60)
class LifecycleTest {

    @Test
    void servesFromStartToClose() throws Exception {
        try (MemoryStore store = new MemoryStore();
                ApiServer server = new ApiServer(ApiServerConfig.defaults(), new SystemEnvironment(), store)) {
            ApiRequest request = ApiRequest.of(
                    "GET",
                    "/api/v1/namespaces",
                    QueryParameters.EMPTY,
                    new Caller.Local(new UserInfo("admin", "system:masters")));
            assertThat(server.handle(request).status()).isEqualTo(503);
            server.start();
            assertThat(server.handle(request).status()).isEqualTo(200);
            server.close();
            assertThat(server.handle(request).status()).isEqualTo(503);
        }
    }

    @Test
    void closingEndsWatches() throws Exception {
        TestServer server = new TestServer();
        try (TestWatch watch = new TestWatch(server, "/api/v1/pods?watch=1")) {
            server.close();
            assertThat(watch.hasEnded()).isTrue();
        }
    }
}
