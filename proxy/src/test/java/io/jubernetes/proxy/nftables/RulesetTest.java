package io.jubernetes.proxy.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.proxy.service.Endpoint;
import io.jubernetes.proxy.service.Protocol;
import io.jubernetes.proxy.service.ServicePort;
import io.jubernetes.proxy.service.ServiceTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RulesetTest {

    private static final List<Endpoint> TWO = List.of(new Endpoint("10.1.0.2", 8080), new Endpoint("10.1.0.3", 8080));

    private final Ruleset ruleset = new Ruleset("jubernetes-test", "10.96.0.0/16");

    @Test
    void serviceSpreadsConnectionsOverItsEndpoints() {
        assertThat(ruleset.replacing(new ServiceTable(List.of(port(80, 0, false, TWO)))))
                .contains("10.96.0.7 . tcp . 80 : goto service-0")
                .contains("dnat ip to numgen random mod 2 map { 0 : 10.1.0.2 . 8080, 1 : 10.1.0.3 . 8080 }")
                .contains("10.1.0.2 . 10.1.0.2");
    }

    @Test
    void affinityPicksTheEndpointByTheClientsAddress() {
        assertThat(ruleset.replacing(new ServiceTable(List.of(port(80, 0, true, TWO)))))
                .contains("jhash ip saddr mod 2");
    }

    @Test
    void nodePortIsMarkedForMasquerading() {
        assertThat(ruleset.replacing(new ServiceTable(List.of(port(80, 30080, false, TWO)))))
                .contains("tcp . 30080 : goto service-0-external")
                .contains("meta mark set meta mark or 0x4000");
    }

    @Test
    void serviceWithoutEndpointsIsNotInTheMaps() {
        assertThat(ruleset.replacing(new ServiceTable(List.of(port(80, 30081, false, List.of())))))
                .doesNotContain("10.96.0.7")
                .doesNotContain("30081");
    }

    @Test
    void theKernelsToolUnderstandsIt() throws Exception {
        assumeTrue(NftablesDataplane.isAvailable(), "needs root and nft");
        ServiceTable table = new ServiceTable(List.of(port(80, 30080, false, TWO), port(81, 0, true, TWO)));

        Process check = new ProcessBuilder("nft", "-c", "-f", "-")
                .redirectErrorStream(true)
                .start();
        try (var stdin = check.getOutputStream()) {
            stdin.write(ruleset.replacing(table).getBytes(StandardCharsets.UTF_8));
        }
        String complaint = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(complaint).isZero();
    }

    private static ServicePort port(int port, int nodePort, boolean affinity, List<Endpoint> endpoints) {
        return new ServicePort(
                "default/web:" + port,
                List.of("10.96.0.7"),
                Protocol.TCP,
                port,
                nodePort,
                affinity,
                endpoints,
                endpoints,
                true);
    }
}
