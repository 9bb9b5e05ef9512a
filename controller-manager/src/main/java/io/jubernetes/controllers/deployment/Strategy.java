package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.jubernetes.controllers.pods.Portion;
import org.jspecify.annotations.Nullable;

/**
 * How a Deployment replaces its pods, in numbers.
 *
 * @param replicas how many are wanted
 * @param maxSurge how many more there may be meanwhile
 * @param maxUnavailable how many fewer may be available meanwhile
 */
record Strategy(boolean recreate, int replicas, int maxSurge, int maxUnavailable) {

    static Strategy of(Deployment deployment) {
        int replicas = replicas(deployment);
        DeploymentStrategy strategy = deployment.getSpec().getStrategy();
        if (strategy != null && "Recreate".equals(strategy.getType())) {
            return new Strategy(true, replicas, 0, 0);
        }
        RollingUpdateDeployment rolling = strategy == null ? null : strategy.getRollingUpdate();
        int surge = Portion.roundedUp(orDefault(rolling == null ? null : rolling.getMaxSurge()), replicas);
        int unavailable =
                Portion.roundedDown(orDefault(rolling == null ? null : rolling.getMaxUnavailable()), replicas);
        if (surge == 0 && unavailable == 0) {
            // both rounded to nothing would never move
            unavailable = 1;
        }
        return new Strategy(false, replicas, surge, Math.min(unavailable, replicas));
    }

    private static int replicas(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    private static IntOrString orDefault(@Nullable IntOrString value) {
        return value == null ? new IntOrString("25%") : value;
    }

    /** The most replicas that may exist. */
    int maxTotal() {
        return replicas + maxSurge;
    }

    int minAvailable() {
        return replicas - maxUnavailable;
    }
}
