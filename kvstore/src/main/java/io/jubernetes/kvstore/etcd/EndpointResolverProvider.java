package io.jubernetes.kvstore.etcd;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets one gRPC channel know several endpoints: {@code jube-etcd:/host:port,host:port}. Found by gRPC as a service. */
public final class EndpointResolverProvider extends NameResolverProvider {

    private static final String SCHEME = "jube-etcd";
    private static final int USUAL_PRIORITY = 5;

    /** The target that names these endpoints. */
    static String target(List<URI> endpoints) {
        List<String> places = endpoints.stream().map(URI::getAuthority).toList();
        try {
            return new URI(SCHEME, null, "/" + String.join(",", places), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("etcd endpoints: " + endpoints, e);
        }
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return SCHEME.equals(target.getScheme())
                ? new EndpointResolver(List.of(target.getPath().substring(1).split(",")), args)
                : null;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        // less than DNS: it must not become what names without a scheme go to
        return USUAL_PRIORITY - 1;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }
}
