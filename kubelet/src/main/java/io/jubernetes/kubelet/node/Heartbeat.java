package io.jubernetes.kubelet.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.KubeletConfig;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the node's lease: the sign that its agent lives. */
public final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final String NAMESPACE = "kube-node-lease";
    private static final int LEASE_SECONDS = 40;
    private static final Duration RETRY = Duration.ofMillis(200);

    private final KubeletConfig config;
    private final Environment environment;
    private final ResourceClient<Lease> leases;
    private volatile @Nullable String nodeUid;
    private @Nullable Lease last;
    private Environment.@Nullable Task task;

    public Heartbeat(KubeletConfig config, Environment environment, ApiClient client) {
        this.config = config;
        this.environment = environment;
        this.leases = client.resources(Lease.class);
    }

    /** The lease belongs to this node object: it goes with it. */
    public void belongsTo(String uid) {
        nodeUid = uid;
    }

    public void start() {
        task = environment.start("node-lease", this::run);
    }

    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
    }

    private void run() throws InterruptedException {
        int failures = 0;
        Rhythm rhythm = new Rhythm(environment, config.timing().leaseRenewal());
        while (true) {
            try {
                renew();
                failures = 0;
                environment.sleep(rhythm.next());
            } catch (ApiException | UncheckedIOException e) {
                last = null;
                failures++;
                if (failures > 5) {
                    LOG.warn(
                            "The node's lease could not be renewed: node={} error={}", config.nodeName(), e.toString());
                }
                environment.sleep(RETRY.multipliedBy(Math.min(failures, 25)));
            }
        }
    }

    private void renew() {
        Lease known = last;
        if (known == null) {
            Optional<Lease> found = leases.find(NAMESPACE, config.nodeName());
            known = found.isPresent() ? found.get() : create();
        }
        Lease next = KubernetesJson.copy(known);
        next.getSpec().setHolderIdentity(config.nodeName());
        next.getSpec().setLeaseDurationSeconds(LEASE_SECONDS);
        next.getSpec().setRenewTime(now());
        last = leases.update(next);
    }

    private Lease create() {
        ObjectMetaBuilder metadata =
                new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(config.nodeName());
        String uid = nodeUid;
        if (uid != null) {
            metadata.addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("Node")
                    .withName(config.nodeName())
                    .withUid(uid)
                    .endOwnerReference();
        }
        Lease lease = new LeaseBuilder()
                .withMetadata(metadata.build())
                .withNewSpec()
                .withHolderIdentity(config.nodeName())
                .withLeaseDurationSeconds(LEASE_SECONDS)
                .withRenewTime(now())
                .endSpec()
                .build();
        try {
            return leases.create(lease);
        } catch (ApiException e) {
            if (e.is(StatusReason.AlreadyExists)) {
                return leases.get(NAMESPACE, config.nodeName());
            }
            throw e;
        }
    }

    private ZonedDateTime now() {
        return environment.now().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }
}
