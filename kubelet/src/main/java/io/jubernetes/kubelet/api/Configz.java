package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.settings.NodePolicy;
import io.jubernetes.kubelet.settings.Threshold;

/** How the agent is set up, in the words of upstream's configuration file. */
final class Configz {

    private final KubeletConfig config;

    Configz(KubeletConfig config) {
        this.config = config;
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode all = root.putObject("kubeletconfig");
        all.put("port", config.apiPort());
        all.put("clusterDomain", config.dns().domain());
        config.dns().servers().forEach(all.putArray("clusterDNS")::add);
        all.put("podCIDR", config.podCidr());
        all.put("maxPods", config.limits().maxPods());
        all.put("containerLogMaxSize", (config.limits().logFileBytes() >> 10) + "Ki");
        all.put("containerLogMaxFiles", config.limits().logFiles());
        all.put("podLogsDir", config.logDirectory().toString());
        all.put("nodeStatusUpdateFrequency", config.timing().nodeStatus().toSeconds() + "s");
        all.put("nodeStatusReportFrequency", config.timing().nodeReport().toSeconds() + "s");
        all.put("syncFrequency", config.timing().podSync().toSeconds() + "s");
        policy(all, config.policy());
        all.put("kind", "KubeletConfiguration").put("apiVersion", "kubelet.config.k8s.io/v1beta1");
        return root;
    }

    private static void policy(ObjectNode all, NodePolicy policy) {
        ObjectNode hard = all.putObject("evictionHard");
        ObjectNode soft = all.putObject("evictionSoft");
        ObjectNode graces = all.putObject("evictionSoftGracePeriod");
        for (Threshold threshold : policy.eviction().thresholds()) {
            String signal = threshold.signal().text();
            (threshold.isHard() ? hard : soft).put(signal, threshold.amount());
            if (!threshold.isHard()) {
                graces.put(signal, threshold.grace().toSeconds() + "s");
            }
        }
        all.put(
                "evictionPressureTransitionPeriod",
                policy.eviction().transition().toSeconds() + "s");
        // what both keep is one sum here
        ObjectNode reserved = all.putObject("kubeReserved");
        policy.reserved().forEach((name, amount) -> reserved.put(name, amount.toString()));
        ArrayNode periods = all.putArray("shutdownGracePeriodByPodPriority");
        policy.shutdown()
                .periods()
                .forEach(p -> periods.addObject()
                        .put("priority", p.priority())
                        .put("shutdownGracePeriodSeconds", p.time().toSeconds()));
        all.put("enableSystemLogHandler", policy.systemLogs());
    }
}
