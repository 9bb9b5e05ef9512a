package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server writes about registrations, by the way that all writes go. */
final class Writes {

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final String PATH = "/apis/" + Registration.GROUP + "/v1/" + Registration.PLURAL + "/";
    private static final UserInfo SELF = new UserInfo("system:apiserver", "system:masters");

    private final ApiHandler server;

    Writes(ApiHandler server) {
        this.server = server;
    }

    /** @return false when somebody else was faster, whose write will be heard of, or it cannot be written now */
    boolean status(ObjectNode next) {
        return send("PUT", name(next) + "/status", Json.encode(next));
    }

    boolean replace(ObjectNode next) {
        return send("PUT", name(next), Json.encode(next));
    }

    boolean delete(Registration registration) {
        return send("DELETE", registration.name(), new byte[0]);
    }

    private static String name(ObjectNode object) {
        return new Registration(object).name();
    }

    private boolean send(String method, String name, byte[] body) {
        ApiRequest request = new ApiRequest(
                method,
                PATH + name,
                QueryParameters.EMPTY,
                Headers.of("content-type", "application/json", "user-agent", "kube-apiserver"),
                body,
                new Caller.Local(SELF));
        ApiResponse response = server.handle(request);
        if (response.status() >= 300 && response.status() != 404 && response.status() != 409) {
            LOG.warn("a registration cannot be written; method={} name={} status={}", method, name, response.status());
        }
        return response.status() < 300;
    }
}
