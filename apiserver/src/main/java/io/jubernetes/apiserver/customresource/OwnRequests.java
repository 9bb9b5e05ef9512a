package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server asks of itself, by the way that all writes go. */
final class OwnRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRequests.class);
    private static final UserInfo SELF = new UserInfo("system:apiserver", "system:masters");

    private final ApiHandler server;

    OwnRequests(ApiHandler server) {
        this.server = server;
    }

    /** @return whether it is done, or somebody else was faster, whose write will be heard of */
    boolean putStatus(String definition, ObjectNode next) {
        String path = "/apis/" + Definition.GROUP + "/v1/" + Definition.PLURAL + "/" + definition + "/status";
        return send("PUT", path, Json.encode(next)).isEmpty();
    }

    /** What went wrong, or nothing. */
    Optional<String> delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    private Optional<String> send(String method, String path, byte[] body) {
        ApiRequest request = new ApiRequest(
                method,
                path,
                QueryParameters.EMPTY,
                Headers.of("content-type", "application/json", "user-agent", "kube-apiserver"),
                body,
                new Caller.Local(SELF));
        ApiResponse response = server.handle(request);
        if (response.status() < 300 || response.status() == 404 || response.status() == 409) {
            return Optional.empty();
        }
        String why = response.body() instanceof ResponseBody.Bytes bytes
                ? new String(bytes.join(), StandardCharsets.UTF_8)
                : "";
        LOG.warn(
                "a request of the server to itself failed; method={} path={} status={}",
                method,
                path,
                response.status());
        return Optional.of(why);
    }
}
