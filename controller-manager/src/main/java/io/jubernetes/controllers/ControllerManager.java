package io.jubernetes.controllers;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.Pace;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.controllers.admissionpolicy.PolicyStatus;
import io.jubernetes.controllers.attachdetach.AttachDetach;
import io.jubernetes.controllers.autoscaling.HorizontalPodAutoscaling;
import io.jubernetes.controllers.bootstrap.BootstrapTokens;
import io.jubernetes.controllers.certificate.CertificateApprover;
import io.jubernetes.controllers.certificate.CertificateCleaner;
import io.jubernetes.controllers.certificate.CertificateSigner;
import io.jubernetes.controllers.certificate.CertificateSigning;
import io.jubernetes.controllers.clusterrole.ClusterRoleAggregation;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Identities;
import io.jubernetes.controllers.context.Indexes;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.cronjob.CronJobController;
import io.jubernetes.controllers.daemonset.DaemonSetController;
import io.jubernetes.controllers.deployment.DeploymentController;
import io.jubernetes.controllers.disruption.DisruptionController;
import io.jubernetes.controllers.endpoint.EndpointsController;
import io.jubernetes.controllers.endpointslice.EndpointSliceController;
import io.jubernetes.controllers.endpointslice.EndpointSliceMirroring;
import io.jubernetes.controllers.ephemeralvolume.EphemeralVolumeController;
import io.jubernetes.controllers.expansion.VolumeExpansion;
import io.jubernetes.controllers.garbagecollector.GarbageCollector;
import io.jubernetes.controllers.job.JobController;
import io.jubernetes.controllers.localpath.LocalPathProvisioner;
import io.jubernetes.controllers.namespace.NamespaceController;
import io.jubernetes.controllers.nodeipam.NodeIpam;
import io.jubernetes.controllers.nodelifecycle.NodeLifecycleController;
import io.jubernetes.controllers.nodelifecycle.NodeTtl;
import io.jubernetes.controllers.nodelifecycle.TaintEvictionController;
import io.jubernetes.controllers.podgc.PodGarbageCollector;
import io.jubernetes.controllers.replicaset.ReplicaSetController;
import io.jubernetes.controllers.resourceclaim.ResourceClaimController;
import io.jubernetes.controllers.serviceaccount.DefaultServiceAccount;
import io.jubernetes.controllers.serviceaccount.RootCaPublisher;
import io.jubernetes.controllers.servicecidr.ServiceCidrController;
import io.jubernetes.controllers.statefulset.StatefulSetController;
import io.jubernetes.controllers.ttlafterfinished.TtlAfterFinishedController;
import io.jubernetes.controllers.volumebinding.VolumeBinding;
import io.jubernetes.controllers.volumeprotection.AttributesClassProtection;
import io.jubernetes.controllers.volumeprotection.VolumeProtection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All controllers, in one place, over shared informers. */
public final class ControllerManager implements AutoCloseable {

    private static final String NAME = "kube-controller-manager";

    private final Environment environment;
    private final InformerFactory informers;
    private final List<Part> parts;
    private Environment.@Nullable Task starting;

    /** All controllers call as the one that the connection is of. */
    public ControllerManager(ControllerManagerConfig config, Environment environment, ApiClient connection) {
        this(config, environment, connection, Identities.all(connection));
    }

    /**
     * @param connection of who may list and watch everything, for the shared informers
     * @param identities as whom each controller reads and writes beside that
     */
    public ControllerManager(
            ControllerManagerConfig config, Environment environment, ApiClient connection, Identities identities) {
        this.environment = environment;
        ApiClient client = connection.named(NAME);
        this.informers = new InformerFactory(environment, client);
        Pace pace = new Pace(environment);
        ControllerContext context = new ControllerContext(
                environment,
                client,
                informers,
                new Indexes(),
                account -> identities.of(account).named(NAME).paced(pace),
                config.workers());
        this.parts = parts(config, context);
    }

    /** In the order in which they start: what others cannot do without comes first. */
    private static List<Part> parts(ControllerManagerConfig config, ControllerContext context) {
        List<Part> parts = new ArrayList<>();
        parts.add(DefaultServiceAccount.create(context.as("service-account-controller")));
        if (!config.rootCaPem().isEmpty()) {
            parts.add(RootCaPublisher.create(context.as("root-ca-cert-publisher"), config.rootCaPem()));
        }
        parts.add(NodeLifecycleController.create(context.as("node-controller"), config.nodeGracePeriod()));
        parts.add(TaintEvictionController.create(context.as("node-controller")));
        parts.add(ReplicaSetController.create(context.as("replicaset-controller")));
        parts.add(ReplicaSetController.ofReplicationControllers(context.as("replication-controller")));
        parts.add(DeploymentController.create(context.as("deployment-controller")));
        parts.add(StatefulSetController.create(context.as("statefulset-controller")));
        parts.add(DaemonSetController.create(context.as("daemon-set-controller")));
        parts.addAll(JobController.create(context.as("job-controller")));
        parts.add(CronJobController.create(context.as("cronjob-controller")));
        parts.add(TtlAfterFinishedController.create(context.as("ttl-after-finished-controller")));
        parts.add(EndpointsController.create(context.as("endpoint-controller")));
        parts.add(EndpointSliceController.create(context.as("endpointslice-controller")));
        parts.add(EndpointSliceMirroring.create(context.as("endpointslicemirroring-controller")));
        // until it has looked at a budget, none of the budget's pods can be evicted
        parts.add(DisruptionController.create(context.as("disruption-controller")));
        parts.addAll(VolumeBinding.create(context.as("persistent-volume-binder")));
        parts.addAll(LocalPathProvisioner.create(context.as("local-path-provisioner")));
        parts.addAll(ResourceClaimController.create(context.as("resource-claim-controller")));
        parts.add(EphemeralVolumeController.create(context.as("ephemeral-volume-controller")));
        parts.addAll(AttachDetach.create(context.as("attachdetach-controller")));
        parts.add(VolumeExpansion.create(context.as("expand-controller")));
        parts.add(AttributesClassProtection.create(context.as("volumeattributesclass-protection-controller")));
        parts.add(VolumeProtection.ofClaims(context.as("pvc-protection-controller")));
        parts.add(VolumeProtection.ofVolumes(context.as("pv-protection-controller")));
        parts.add(HorizontalPodAutoscaling.create(context.as("horizontal-pod-autoscaler")));
        if (!config.clusterCidr().isEmpty()) {
            parts.add(NodeIpam.create(context.as("node-controller"), config.clusterCidr()));
        }
        parts.add(ServiceCidrController.create(context.as("service-cidrs-controller")));
        parts.add(PolicyStatus.create(context.as("validatingadmissionpolicy-status-controller")));
        parts.add(NodeTtl.create(context.as("ttl-controller")));
        parts.add(ClusterRoleAggregation.create(context.as("clusterrole-aggregation-controller")));
        parts.addAll(certificates(context.as("certificate-controller"), config.signer()));
        parts.addAll(BootstrapTokens.create(context.as("bootstrap-signer"), context.as("token-cleaner")));
        parts.add(NamespaceController.create(context.as("namespace-controller")));
        parts.add(GarbageCollector.create(context.as("generic-garbage-collector")));
        parts.add(PodGarbageCollector.create(context.as("pod-garbage-collector"), config.terminatedPodThreshold()));
        return List.copyOf(parts);
    }

    private static List<Part> certificates(ControllerContext context, @Nullable CertificateSigner signer) {
        List<Part> parts = new ArrayList<>();
        if (signer != null) {
            parts.add(CertificateApprover.create(context, signer));
            parts.add(CertificateSigning.create(context, signer));
        }
        parts.add(CertificateCleaner.create(context));
        return parts;
    }

    /**
     * Begins to work, once the present state is known. Does not wait for that. The informers come first: a controller that saw half
     * of the pods would make the other half anew.
     */
    public void start() {
        informers.startAll();
        starting = environment.start("controller-manager", () -> {
            informers.awaitAllSynced();
            parts.forEach(Part::start);
        });
    }

    @Override
    public void close() {
        if (starting != null) {
            starting.interrupt();
        }
        parts.reversed().forEach(Part::close);
        informers.close();
    }
}
