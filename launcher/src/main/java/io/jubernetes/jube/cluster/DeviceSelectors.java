package io.jubernetes.jube.cluster;

import io.jubernetes.apiserver.cel.device.DeviceExpression;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.scheduler.framework.DeviceExpressions;

/** Has the scheduler read selectors of devices with the API server's CEL. */
public final class DeviceSelectors {

    public static final DeviceExpressions CEL = text -> {
        DeviceExpression expression = DeviceExpression.compile(text);
        return (driver, device) -> expression.test(driver, KubernetesJson.toTree(device));
    };

    private DeviceSelectors() {}
}
