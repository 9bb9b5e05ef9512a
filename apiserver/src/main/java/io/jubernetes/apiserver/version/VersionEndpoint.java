package io.jubernetes.apiserver.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.media.PrettyJson;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code /version}. */
public final class VersionEndpoint implements NonResourceEndpoint {

    /** The version whose API is served, with our mark behind it. */
    public static final String GIT_VERSION = "v1.35.0+jube";

    private static final String MAJOR = "1";
    private static final String MINOR = "35";

    private final byte[] body = PrettyJson.of(version()).getBytes(StandardCharsets.UTF_8);

    @Override
    public boolean serves(String path) {
        return path.equals("/version");
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        return ApiResponse.of(200, "application/json", body);
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", MAJOR)
                .put("minor", MINOR)
                .put("emulationMajor", MAJOR)
                .put("emulationMinor", MINOR)
                .put("minCompatibilityMajor", MAJOR)
                .put("minCompatibilityMinor", "34")
                .put("gitVersion", GIT_VERSION)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                // what runs the server; clients only show it
                .put("goVersion", "java" + Runtime.version().feature())
                .put("compiler", "javac")
                .put("platform", platform());
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String os = system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
        return os + "/" + (machine.equals("x86_64") ? "amd64" : machine.equals("aarch64") ? "arm64" : machine);
    }
}
