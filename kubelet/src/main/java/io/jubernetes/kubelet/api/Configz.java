package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.KubeletConfig;

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
        all.putObject("evictionHard").put("memory.available", "100Mi").put("nodefs.available", "5%");
        all.put("kind", "KubeletConfiguration").put("apiVersion", "kubelet.config.k8s.io/v1beta1");
        return root;
    }
}
