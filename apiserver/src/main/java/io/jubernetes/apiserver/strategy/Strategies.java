package io.jubernetes.apiserver.strategy;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.definition.CustomResourceDefinitionStrategy;

/** The strategy of each kind. */
public final class Strategies {

    private Strategies() {}

    public static Strategy of(ResourceType type) {
        return switch (type.groupResource()) {
            case "pods" -> new PodStrategy();
            case "podtemplates" -> new PodTemplateStrategy();
            case "replicationcontrollers" -> new ReplicationControllerStrategy();
            case "services" -> new ServiceStrategy();
            case "namespaces" -> new NamespaceStrategy();
            case "nodes" -> new NodeStrategy();
            case "configmaps" -> new ConfigMapStrategy();
            case "secrets" -> new SecretStrategy();
            case "serviceaccounts" -> new ServiceAccountStrategy();
            case "endpoints" -> new EndpointsStrategy();
            case "limitranges" -> new LimitRangeStrategy();
            case "events" -> new EventStrategy();
            case "persistentvolumes" -> new PersistentVolumeStrategy();
            case "persistentvolumeclaims" -> new PersistentVolumeClaimStrategy();
            case "deployments.apps" -> new DeploymentStrategy();
            case "replicasets.apps" -> new ReplicaSetStrategy();
            case "statefulsets.apps" -> new StatefulSetStrategy();
            case "daemonsets.apps" -> new DaemonSetStrategy();
            case "jobs.batch" -> new JobStrategy();
            case "cronjobs.batch" -> new CronJobStrategy();
            case "horizontalpodautoscalers.autoscaling" -> new AutoscalerStrategy();
            case "certificatesigningrequests.certificates.k8s.io" -> new CertificateSigningRequestStrategy();
            case "endpointslices.discovery.k8s.io" -> new EndpointSliceStrategy();
            case "priorityclasses.scheduling.k8s.io" -> new PriorityClassStrategy();
            case "customresourcedefinitions.apiextensions.k8s.io" -> new CustomResourceDefinitionStrategy();
            default -> GenericStrategy.of(type);
        };
    }
}
