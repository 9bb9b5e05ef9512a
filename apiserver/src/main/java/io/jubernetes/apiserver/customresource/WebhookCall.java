package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.pki.SslContexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Posts a document to a webhook and reads its answer. */
final class WebhookCall {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 64 << 20;

    private final Environment environment;
    private final ObjectReader objects;
    private final JsonNode config;
    private volatile @Nullable SSLContext tls;

    /** @param config a {@code WebhookClientConfig} */
    WebhookCall(Environment environment, ObjectReader objects, JsonNode config) {
        this.environment = environment;
        this.objects = objects;
        this.config = config;
    }

    /** Where to, and who must be there. */
    private record Address(String host, int port, String path, String verifiedName) {}

    /** @param failure makes the refusal of what went wrong */
    JsonNode post(ObjectNode document, Function<String, ApiException> failure) {
        Address address = address(failure);
        String url = "https://" + address.verifiedName() + ":" + address.port() + address.path();
        try {
            ApiResponse response = client(address).handle(request(address, document));
            byte[] body = read(response.body());
            if (response.status() != 200) {
                throw failure.apply("Post \"" + url + "\": the server answered " + response.status() + ": "
                        + new String(body, 0, Math.min(body.length, 256), StandardCharsets.UTF_8));
            }
            return Json.decode(body).object();
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failure.apply("Post \"" + url + "\": " + cause.getMessage());
        } catch (IllegalArgumentException e) {
            throw failure.apply("unable to load root certificates: " + e.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure.apply("the server is shutting down");
        }
    }

    private UpgradableHttpClient client(Address address) {
        SSLContext context = tls;
        if (context == null) {
            String bundle = Trees.text(config, "caBundle");
            context = SslContexts.of(
                    null,
                    bundle.isEmpty()
                            ? null
                            : new String(Base64.getMimeDecoder().decode(bundle), StandardCharsets.UTF_8));
            tls = context;
        }
        return new UpgradableHttpClient(
                environment,
                new Target(address.host(), address.port(), context, address.verifiedName(), PATIENCE, PATIENCE));
    }

    private static ApiRequest request(Address address, ObjectNode document) {
        return new ApiRequest(
                "POST",
                address.path(),
                QueryParameters.EMPTY,
                Headers.of(
                        "content-type",
                        "application/json",
                        "accept",
                        "application/json",
                        "user-agent",
                        "kube-apiserver"),
                Json.encode(document),
                new Caller.Local(new UserInfo("system:apiserver")));
    }

    private Address address(Function<String, ApiException> failure) {
        String url = Trees.text(config, "url");
        if (!url.isEmpty()) {
            URI uri = URI.create(url);
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return new Address(uri.getHost(), uri.getPort() < 0 ? 443 : uri.getPort(), path, uri.getHost());
        }
        JsonNode service = config.path("service");
        String namespace = Trees.text(service, "namespace");
        String name = Trees.text(service, "name");
        int port = service.path("port").asInt(443);
        String path = service.path("path").asText("/");
        ObjectNode found = objects.find("", "services", namespace, name);
        if (found == null) {
            throw failure.apply("service \"" + name + "\" not found");
        }
        String host = Trees.text(found, "spec.type").equals("ExternalName")
                ? Trees.text(found, "spec.externalName")
                : Trees.text(found, "spec.clusterIP");
        return new Address(host, port, path.startsWith("/") ? path : "/" + path, name + "." + namespace + ".svc");
    }

    private static byte[] read(ResponseBody body) throws IOException, InterruptedException {
        return switch (body) {
            case ResponseBody.Bytes bytes -> bytes.join();
            case ResponseBody.Stream stream -> {
                Collected collected = new Collected();
                stream.writeTo(collected);
                yield collected.bytes.toByteArray();
            }
            case ResponseBody.Upgrade upgrade -> new byte[0];
        };
    }

    /** What an answer says, up to a limit. */
    private static final class Collected implements BodySink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] piece) throws IOException {
            if (bytes.size() + piece.length > LARGEST_ANSWER) {
                throw new IOException("the answer is too large");
            }
            bytes.write(piece);
        }

        @Override
        public void onClose(Runnable action) {
            // read to the end here
        }
    }
}
