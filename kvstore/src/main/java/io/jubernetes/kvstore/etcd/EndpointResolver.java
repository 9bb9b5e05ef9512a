package io.jubernetes.kvstore.etcd;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Looks up the addresses of endpoints. Each is verified by its own name, whichever of them is connected to. */
final class EndpointResolver extends NameResolver {

    private final List<String> places;
    private final SynchronizationContext context;
    private final @Nullable Executor offload;
    private @Nullable Listener2 listener;

    EndpointResolver(List<String> places, Args args) {
        this.places = places;
        this.context = args.getSynchronizationContext();
        this.offload = args.getOffloadExecutor();
    }

    @Override
    public String getServiceAuthority() {
        return places.getFirst();
    }

    @Override
    public void start(Listener2 receiver) {
        listener = receiver;
        refresh();
    }

    @Override
    public void refresh() {
        Runnable lookup = () -> {
            StatusOr<List<EquivalentAddressGroup>> found = lookup();
            context.execute(() -> tell(found));
        };
        if (offload == null) {
            lookup.run();
        } else {
            offload.execute(lookup);
        }
    }

    private void tell(StatusOr<List<EquivalentAddressGroup>> found) {
        if (listener != null) {
            listener.onResult2(
                    ResolutionResult.newBuilder().setAddressesOrError(found).build());
        }
    }

    private StatusOr<List<EquivalentAddressGroup>> lookup() {
        List<EquivalentAddressGroup> found = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String place : places) {
            URI uri = URI.create("etcd://" + place);
            Attributes verifiedAs = Attributes.newBuilder()
                    .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, place)
                    .build();
            try {
                for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                    found.add(new EquivalentAddressGroup(new InetSocketAddress(address, uri.getPort()), verifiedAs));
                }
            } catch (UnknownHostException e) {
                unknown.add(place);
            }
        }
        return found.isEmpty()
                ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("unknown host: " + String.join(", ", unknown)))
                : StatusOr.fromValue(found);
    }

    @Override
    public void shutdown() {
        listener = null;
    }
}
