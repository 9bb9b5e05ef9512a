package io.jubernetes.kubelet.image;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets images from registries into the store. */
public final class ImagePuller {

    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Environment environment;
    private final ImageStore store;
    private final RegistryHosts hosts;

    public ImagePuller(Environment environment, ImageStore store, RegistryHosts hosts) {
        this.environment = environment;
        this.store = store;
        this.hosts = hosts;
    }

    /**
     * Gets an image; what of it is here already is not fetched again.
     *
     * @param secrets docker-config documents; those for this registry are tried in order, and without any nobody
     */
    public ImageRecord pull(String text, List<byte[]> secrets) throws InterruptedException {
        ImageName name = ImageName.parse(text);
        try {
            return attempts(name, secrets);
        } catch (IOException e) {
            boolean missing = e.getCause() instanceof Registry.NotFound;
            throw new RuntimeFailure(
                    missing ? RuntimeFailure.Kind.NOT_FOUND : RuntimeFailure.Kind.FAILED,
                    "failed to pull and unpack image \"" + name + "\": " + e.getMessage(),
                    e);
        }
    }

    private ImageRecord attempts(ImageName name, List<byte[]> secrets) throws IOException, InterruptedException {
        List<@Nullable Credential> credentials = new ArrayList<>(Credential.of(secrets, name));
        if (credentials.isEmpty()) {
            credentials.add(null);
        }
        IOException last = null;
        for (Credential credential : credentials) {
            for (RegistryEndpoint endpoint : hosts.endpoints(name.registry())) {
                try (HttpClient http = client(endpoint)) {
                    return from(new RegistrySession(http, endpoint, name, credential), name);
                } catch (IOException e) {
                    last = e;
                }
            }
        }
        throw last == null ? new IOException("no place to get it from") : last;
    }

    private static HttpClient client(RegistryEndpoint endpoint) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        return endpoint.authorities().isEmpty()
                ? builder.build()
                : builder.sslContext(Trust.with(endpoint.authorities())).build();
    }

    private ImageRecord from(RegistrySession session, ImageName name) throws IOException, InterruptedException {
        Registry registry = new Registry(environment, session);
        Registry.Document top = resolved(registry, name);
        Registry.Document own = top;
        if (Manifest.isIndex(top.json())) {
            String digest = Manifest.choose(top.json(), Platform.ofThisMachine())
                    .path("digest")
                    .asText();
            Digest.hex(digest);
            own = registry.document(digest);
        }
        Manifest manifest = Manifest.of(own.digest(), own.json());
        store.blobs().put(own.digest(), own.content());
        List<String> names = name.tag().isEmpty()
                ? List.of()
                : List.of(new ImageName(name.registry(), name.repository(), name.tag(), "").toString());
        return new ImageAssembly(environment, store)
                .assemble(
                        manifest,
                        blob -> into -> registry.blob(blob, into),
                        names,
                        List.of(name.withDigest(top.digest())));
    }

    private static Registry.Document resolved(Registry registry, ImageName name)
            throws IOException, InterruptedException {
        try {
            return registry.document(name.target());
        } catch (IOException e) {
            String detail = e instanceof Registry.NotFound ? name + ": not found" : e.getMessage();
            throw new IOException("failed to resolve reference \"" + name + "\": " + detail, e);
        }
    }
}
