package io.jubernetes.kubelet.runtime.cri;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jubernetes.cri.v1.StatusRequest;
import io.jubernetes.cri.v1.StatusResponse;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a daemon tells of its configuration; what it does not tell is as usual.
 *
 * @param networks the directory in which it looks for networks
 * @param sandboxImage what sandboxes are made of; empty when that is not known
 */
record DaemonConfig(Path networks, String sandboxImage) {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonConfig.class);
    private static final String USUAL_PLACE = "/etc/cni/net.d";

    static DaemonConfig of(CriConnection connection) {
        StatusResponse status = connection.ask(
                s -> s.status(StatusRequest.newBuilder().setVerbose(true).build()));
        try {
            JsonNode config = new ObjectMapper().readTree(status.getInfoOrDefault("config", "{}"));
            return new DaemonConfig(
                    Path.of(config.path("cni").path("confDir").asText(USUAL_PLACE)),
                    config.path("sandboxImage").asText(""));
        } catch (JsonProcessingException e) {
            LOG.debug("What the runtime says of its configuration is not JSON: cause={}", e.toString());
            return new DaemonConfig(Path.of(USUAL_PLACE), "");
        }
    }
}
