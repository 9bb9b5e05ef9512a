package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.NetworkConfig;
import io.jubernetes.cri.v1.RuntimeCondition;
import io.jubernetes.cri.v1.RuntimeConfig;
import io.jubernetes.cri.v1.StatusRequest;
import io.jubernetes.cri.v1.StatusResponse;
import io.jubernetes.cri.v1.UpdateRuntimeConfigRequest;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeHealth;
import java.time.Duration;
import java.util.List;

/** Whether the daemon and its network work. */
final class DaemonHealth {

    private static final int LOOKS = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final CriConnection connection;
    private final OwnNetwork network;
    private final Environment environment;

    DaemonHealth(CriConnection connection, OwnNetwork network, Environment environment) {
        this.connection = connection;
        this.network = network;
        this.environment = environment;
    }

    RuntimeHealth now() {
        try {
            StatusResponse status = connection.glance(s -> s.status(StatusRequest.getDefaultInstance()));
            return new RuntimeHealth(problem(status, "RuntimeReady"), problem(status, "NetworkReady"), List.of());
        } catch (RuntimeFailure e) {
            return new RuntimeHealth(e.text(), "", List.of());
        }
    }

    /** Daemons that are too old to know do not say; one that is away may be. */
    boolean canLimitGroups() {
        try {
            return connection
                    .glance(s -> s.status(StatusRequest.getDefaultInstance()))
                    .getFeatures()
                    .getSupplementalGroupsPolicy();
        } catch (RuntimeFailure e) {
            return false;
        }
    }

    private static String problem(StatusResponse status, String type) {
        return status.getStatus().getConditionsList().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .map(DaemonHealth::problem)
                .orElse("the runtime does not say whether it has " + type);
    }

    private static String problem(RuntimeCondition condition) {
        if (condition.getStatus()) {
            return "";
        }
        return condition.getMessage().isEmpty() ? condition.getReason() : condition.getMessage();
    }

    /** Tells the daemon the range; where nobody has configured a network, one is written. */
    void configureNetwork(String podCidr) throws InterruptedException {
        UpdateRuntimeConfigRequest request = UpdateRuntimeConfigRequest.newBuilder()
                .setRuntimeConfig(RuntimeConfig.newBuilder()
                        .setNetworkConfig(NetworkConfig.newBuilder().setPodCidr(podCidr)))
                .build();
        connection.change(s -> s.updateRuntimeConfig(request));
        network.write(DaemonConfig.of(connection).networks(), podCidr);
        if (network.isThere()) {
            awaitNetwork();
        }
    }

    /** The daemon takes a moment until it has seen the file. */
    private void awaitNetwork() throws InterruptedException {
        for (int i = 0; i < LOOKS && !now().networkProblem().isEmpty(); i++) {
            environment.sleep(BETWEEN_LOOKS);
        }
    }
}
