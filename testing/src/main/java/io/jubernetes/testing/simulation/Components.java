package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.client.leader.LeaderElectionConfig;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import java.nio.file.Path;
import java.time.Duration;

/** The real components, as their processes start them. */
final class Components {

    private static final HollowConfig SMALL_MACHINE =
            new HollowConfig(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(10), 2, 4L << 30);

    private Components() {}

    static Component controllers(Environment environment, ApiClient client) {
        ControllerManager controllers = new ControllerManager(ControllerManagerConfig.DEFAULT, environment, client);
        return new Component() {
            @Override
            public void start() {
                controllers.start();
            }

            @Override
            public void close() {
                controllers.close();
            }
        };
    }

    /** Controllers that work while their process leads. */
    static Component electedControllers(Environment environment, ApiClient client) {
        LeaderElectionConfig election =
                LeaderElectionConfig.of("kube-system", "kube-controller-manager", environment.newUid());
        Elected elected = new Elected(environment, client, election, () -> {
            ControllerManager controllers = new ControllerManager(ControllerManagerConfig.DEFAULT, environment, client);
            controllers.start();
            return controllers;
        });
        return new Component() {
            @Override
            public void start() {
                elected.start();
            }

            @Override
            public void close() {
                elected.close();
            }
        };
    }

    /** The kubelets of one node: what runs there outlives each. */
    static final class Kubelets {
        private final int number;
        private final HollowRuntime runtime;

        Kubelets(int number, Environment machine) {
            this.number = number;
            this.runtime = new HollowRuntime(SMALL_MACHINE, machine);
        }

        String name() {
            return "node-" + number;
        }

        Component kubelet(Environment environment, ApiClient client) {
            KubeletConfig config = KubeletConfig.of(name(), Path.of("hollow", name()))
                    .withNodeIp("10.0.0." + number)
                    .withPodCidr("10.244." + number + ".0/24");
            Kubelet kubelet = new Kubelet(config, environment, client, runtime);
            return new Component() {
                @Override
                public void start() throws InterruptedException {
                    kubelet.start();
                }

                @Override
                public void close() {
                    kubelet.close();
                }
            };
        }
    }
}
