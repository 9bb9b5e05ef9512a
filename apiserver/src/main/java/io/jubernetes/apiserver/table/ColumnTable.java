package io.jubernetes.apiserver.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which columns a kind has. Those without an entry show name and age. */
final class ColumnTable {

    private static final List<Column> NAME_AND_AGE = List.of(Column.named(), Column.age());
    private static final List<Column> NAME_AND_CREATED = List.of(Column.named(), Column.createdAt());

    private final Map<String, List<Column>> byKind = new LinkedHashMap<>();

    ColumnTable() {
        core();
        workloads();
        network();
        storage();
        policy();
    }

    List<Column> of(String group, String kind) {
        return byKind.getOrDefault(kind + "." + group, NAME_AND_AGE);
    }

    private void core() {
        put("Pod", "", PodCells.columns());
        put("Node", "", CoreColumns.nodes());
        put("Namespace", "", CoreColumns.namespaces());
        put("ConfigMap", "", CoreColumns.configMaps());
        put("ComponentStatus", "", CoreColumns.componentStatuses());
        put("Secret", "", CoreColumns.secrets());
        put("ServiceAccount", "", CoreColumns.serviceAccounts());
        put("ResourceQuota", "", CoreColumns.resourceQuotas());
        put("LimitRange", "", NAME_AND_CREATED);
        put("Event", "", EventColumns.events());
        put("Event", "events.k8s.io", EventColumns.events());
        put("Lease", "coordination.k8s.io", CoreColumns.leases());
        put("PriorityClass", "scheduling.k8s.io", CoreColumns.priorityClasses());
        put("RuntimeClass", "node.k8s.io", CoreColumns.runtimeClasses());
    }

    private void workloads() {
        put("PodTemplate", "", WorkloadColumns.podTemplates());
        put("ReplicationController", "", WorkloadColumns.replicationControllers());
        put("Deployment", "apps", WorkloadColumns.deployments());
        put("ReplicaSet", "apps", WorkloadColumns.replicaSets());
        put("StatefulSet", "apps", WorkloadColumns.statefulSets());
        put("DaemonSet", "apps", WorkloadColumns.daemonSets());
        put("ControllerRevision", "apps", WorkloadColumns.controllerRevisions());
        put("Job", "batch", WorkloadColumns.jobs());
        put("CronJob", "batch", WorkloadColumns.cronJobs());
        put("HorizontalPodAutoscaler", "autoscaling", AutoscalerColumns.autoscalers());
        put("Scale", "autoscaling", AutoscalerColumns.scales());
        put("ResourceClaim", "resource.k8s.io", DeviceColumns.resourceClaims());
        put("ResourceSlice", "resource.k8s.io", DeviceColumns.resourceSlices());
    }

    private void network() {
        put("Service", "", NetworkColumns.services());
        put("Endpoints", "", NetworkColumns.endpoints());
        put("EndpointSlice", "discovery.k8s.io", NetworkColumns.endpointSlices());
        put("Ingress", "networking.k8s.io", NetworkColumns.ingresses());
        put("IngressClass", "networking.k8s.io", NetworkColumns.ingressClasses());
        put("NetworkPolicy", "networking.k8s.io", NetworkColumns.networkPolicies());
        put("ServiceCIDR", "networking.k8s.io", NetworkColumns.serviceCidrs());
        put("IPAddress", "networking.k8s.io", NetworkColumns.ipAddresses());
    }

    private void storage() {
        put("PersistentVolume", "", StorageColumns.persistentVolumes());
        put("PersistentVolumeClaim", "", StorageColumns.persistentVolumeClaims());
        put("StorageClass", "storage.k8s.io", StorageColumns.storageClasses());
        put("VolumeAttributesClass", "storage.k8s.io", StorageColumns.volumeAttributesClasses());
        put("VolumeAttachment", "storage.k8s.io", StorageColumns.volumeAttachments());
        put("CSIDriver", "storage.k8s.io", StorageColumns.csiDrivers());
        put("CSINode", "storage.k8s.io", StorageColumns.csiNodes());
        put("CSIStorageCapacity", "storage.k8s.io", StorageColumns.csiStorageCapacities());
    }

    private void policy() {
        put("PodDisruptionBudget", "policy", CoreColumns.disruptionBudgets());
        put("CertificateSigningRequest", "certificates.k8s.io", PolicyColumns.signingRequests());
        put("Role", "rbac.authorization.k8s.io", NAME_AND_CREATED);
        put("ClusterRole", "rbac.authorization.k8s.io", NAME_AND_CREATED);
        put("RoleBinding", "rbac.authorization.k8s.io", PolicyColumns.roleBindings());
        put("ClusterRoleBinding", "rbac.authorization.k8s.io", PolicyColumns.roleBindings());
        put("APIService", "apiregistration.k8s.io", PolicyColumns.apiServices());
        put("CustomResourceDefinition", "apiextensions.k8s.io", NAME_AND_CREATED);
        String admission = "admissionregistration.k8s.io";
        put("MutatingWebhookConfiguration", admission, PolicyColumns.webhooks());
        put("ValidatingWebhookConfiguration", admission, PolicyColumns.webhooks());
        put("ValidatingAdmissionPolicy", admission, PolicyColumns.admissionPolicies());
        put("ValidatingAdmissionPolicyBinding", admission, PolicyColumns.admissionPolicyBindings());
        put("FlowSchema", "flowcontrol.apiserver.k8s.io", PolicyColumns.flowSchemas());
        put("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io", PolicyColumns.priorityLevels());
    }

    private void put(String kind, String group, List<Column> columns) {
        byKind.put(kind + "." + group, columns);
    }
}
