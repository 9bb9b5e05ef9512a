package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {

    private static SurfaceContext server;

    @BeforeAll
    static void start() {
        server = new SurfaceContext();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void strangersMayAskHowItIs() {
        assertThat(server.getAs(SurfaceContext.stranger(), "/healthz").text()).isEqualTo("ok");
        assertThat(server.getAs(SurfaceContext.stranger(), "/readyz").text()).isEqualTo("ok");
        assertThat(server.getAs(SurfaceContext.stranger(), "/version").status()).isEqualTo(200);
    }

    @Test
    void verboseNamesTheChecks() {
        assertThat(server.get("/readyz?verbose").text())
                .startsWith("[+]ping ok\n")
                .contains("[+]poststarthook/bootstrap ok\n")
                .endsWith("readyz check passed\n");
        assertThat(server.get("/livez?verbose").text())
                .doesNotContain("bootstrap")
                .endsWith("livez check passed\n");
    }

    @Test
    void checksCanBeAskedOneByOneAndLeftOut() {
        assertThat(server.get("/readyz/ping").text()).isEqualTo("ok");
        assertThat(server.get("/livez/nonsense").status()).isEqualTo(404);
        assertThat(server.get("/livez?verbose&exclude=etcd").text()).contains("[+]etcd excluded: ok\n");
    }
}
