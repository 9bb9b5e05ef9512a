package io.jubernetes.client.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The Lease as a lock. Whether another holder's time is over is measured from when its last renewal was seen here, on this
 * machine's monotonic clock: clocks of different machines are not compared. Used by one task.
 */
final class LeaseLock {

    private final Environment environment;
    private final ResourceClient<Lease> leases;
    private final LeaderElectionConfig config;
    private String seenVersion = "";
    private long seenAt;

    LeaseLock(Environment environment, ApiClient client, LeaderElectionConfig config) {
        this.environment = environment;
        this.leases = client.resources(Lease.class);
        this.config = config;
    }

    /** True when the Lease is ours now. A refused write is an exception: somebody else was faster. */
    boolean acquireOrRenew() {
        Lease lease = leases.find(config.namespace(), config.name()).orElse(null);
        if (lease == null) {
            saw(leases.create(fresh()));
            return true;
        }
        if (!isOurs(lease) && !isFree(lease)) {
            return false;
        }
        saw(leases.update(taken(lease)));
        return true;
    }

    /** Gives the Lease back if it is ours. */
    void release() {
        Lease lease = leases.find(config.namespace(), config.name()).orElse(null);
        if (lease != null && isOurs(lease)) {
            ZonedDateTime now = now();
            leases.update(new LeaseBuilder(lease)
                    .editSpec()
                    .withHolderIdentity("")
                    .withLeaseDurationSeconds(1)
                    .withRenewTime(now)
                    .withAcquireTime(now)
                    .endSpec()
                    .build());
        }
    }

    private boolean isOurs(Lease lease) {
        return config.identity().equals(holder(lease));
    }

    private boolean isFree(Lease lease) {
        String version = lease.getMetadata().getResourceVersion();
        if (!seenVersion.equals(version)) {
            saw(lease);
        }
        return holder(lease).isEmpty()
                || environment.nanoTime() - seenAt > config.leaseDuration().toNanos();
    }

    private void saw(Lease lease) {
        seenVersion = lease.getMetadata().getResourceVersion();
        seenAt = environment.nanoTime();
    }

    private Lease fresh() {
        ZonedDateTime now = now();
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(config.namespace())
                .withName(config.name())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(config.identity())
                .withLeaseDurationSeconds(Math.toIntExact(config.leaseDuration().toSeconds()))
                .withAcquireTime(now)
                .withRenewTime(now)
                .withLeaseTransitions(0)
                .endSpec()
                .build();
    }

    private Lease taken(Lease lease) {
        boolean ours = isOurs(lease);
        LeaseSpec spec = lease.getSpec();
        ZonedDateTime acquired = ours && spec != null ? spec.getAcquireTime() : now();
        int transitions = spec == null || spec.getLeaseTransitions() == null ? 0 : spec.getLeaseTransitions();
        return new LeaseBuilder(lease)
                .editOrNewSpec()
                .withHolderIdentity(config.identity())
                .withLeaseDurationSeconds(Math.toIntExact(config.leaseDuration().toSeconds()))
                .withAcquireTime(acquired)
                .withRenewTime(now())
                .withLeaseTransitions(ours ? transitions : transitions + 1)
                .endSpec()
                .build();
    }

    private static String holder(Lease lease) {
        LeaseSpec spec = lease.getSpec();
        @Nullable String holder = spec == null ? null : spec.getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private ZonedDateTime now() {
        return environment.now().atZone(ZoneOffset.UTC);
    }
}
