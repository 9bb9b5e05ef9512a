package io.jubernetes.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A small valid object of every kind. */
public final class Samples {

    private static final String TEMPLATE =
            "{'metadata':{'labels':{'app':'x'}},'spec':{'containers':[{'name':'c','image':'i:1'}]}}";
    private static final String JOB_TEMPLATE =
            "{'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'i:1'}]}}";
    private static final String WORKLOAD =
            "{'spec':{'selector':{'matchLabels':{'app':'x'}},'template':" + TEMPLATE + "}}";
    private static final String ROLE_REF =
            "{'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'view'}}";
    private static final String SCALE_TARGET =
            "{'spec':{'maxReplicas':3,'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'d'}}}";

    private static final String REQUEST = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

    private static final Map<String, String> PARTICULAR = Map.ofEntries(
            Map.entry("pods", "{'spec':{'containers':[{'name':'c','image':'i:1'}]}}"),
            Map.entry("podtemplates", "{'template':" + TEMPLATE + "}"),
            Map.entry("replicationcontrollers", "{'spec':{'template':" + TEMPLATE + "}}"),
            Map.entry("services", "{'spec':{'ports':[{'port':80}]}}"),
            Map.entry(
                    "persistentvolumeclaims",
                    "{'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}"),
            Map.entry(
                    "persistentvolumes",
                    "{'spec':{'accessModes':['ReadWriteOnce'],'capacity':{'storage':'1Gi'},'hostPath':{'path':'/x'}}}"),
            Map.entry("daemonsets.apps", WORKLOAD),
            Map.entry("deployments.apps", WORKLOAD),
            Map.entry("replicasets.apps", WORKLOAD),
            Map.entry("statefulsets.apps", WORKLOAD.replace("'selector'", "'serviceName':'s','selector'")),
            Map.entry("horizontalpodautoscalers.autoscaling", SCALE_TARGET),
            Map.entry("jobs.batch", "{'spec':{'template':" + JOB_TEMPLATE + "}}"),
            Map.entry(
                    "cronjobs.batch",
                    "{'spec':{'schedule':'* * * * *','jobTemplate':{'spec':{'template':" + JOB_TEMPLATE + "}}}}"),
            Map.entry(
                    "certificatesigningrequests.certificates.k8s.io",
                    "{'spec':{'request':'" + REQUEST + "','signerName':'example.com/x','usages':['client auth']}}"),
            Map.entry("controllerrevisions.apps", "{'data':{'a':1},'revision':1}"),
            Map.entry("ingressclasses.networking.k8s.io", "{'spec':{'controller':'example.com/x'}}"),
            Map.entry(
                    "ingresses.networking.k8s.io",
                    "{'spec':{'defaultBackend':{'service':{'name':'s','port':{'number':80}}}}}"),
            Map.entry("servicecidrs.networking.k8s.io", "{'spec':{'cidrs':['10.9.0.0/16']}}"),
            Map.entry(
                    "validatingadmissionpolicies.admissionregistration.k8s.io",
                    "{'spec':{'matchConstraints':{},'validations':[{'expression':'true'}]}}"),
            Map.entry(
                    "validatingadmissionpolicybindings.admissionregistration.k8s.io",
                    "{'spec':{'policyName':'p','validationActions':['Deny']}}"),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", ROLE_REF),
            Map.entry("rolebindings.rbac.authorization.k8s.io", ROLE_REF),
            Map.entry("csistoragecapacities.storage.k8s.io", "{'storageClassName':'s'}"),
            Map.entry("storageclasses.storage.k8s.io", "{'provisioner':'p'}"),
            Map.entry(
                    "volumeattachments.storage.k8s.io",
                    "{'spec':{'attacher':'a','nodeName':'n','source':{'persistentVolumeName':'p'}}}"),
            Map.entry("volumeattributesclasses.storage.k8s.io", "{'driverName':'d'}"),
            Map.entry(
                    "customresourcedefinitions.apiextensions.k8s.io",
                    "{'spec':{'group':'example.com','scope':'Namespaced',"
                            + "'names':{'plural':'samples','kind':'Sample'},"
                            + "'versions':[{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object'}}}]}}"),
            Map.entry(
                    "ipaddresses.networking.k8s.io",
                    "{'spec':{'parentRef':{'resource':'services','namespace':'default','name':'s'}}}"),
            Map.entry("runtimeclasses.node.k8s.io", "{'handler':'h'}"),
            Map.entry(
                    "endpointslices.discovery.k8s.io",
                    "{'addressType':'IPv4','endpoints':[{'addresses':['192.0.2.1']}]}"),
            Map.entry(
                    "resourceslices.resource.k8s.io",
                    "{'spec':{'driver':'d','nodeName':'n','pool':{'name':'p','generation':1,'resourceSliceCount':1}}}"),
            Map.entry(
                    "flowschemas.flowcontrol.apiserver.k8s.io", "{'spec':{'priorityLevelConfiguration':{'name':'p'}}}"),
            Map.entry("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", "{'spec':{'type':'Exempt'}}"));

    private Samples() {}

    public static ObjectNode of(ResourceType type, String name) {
        String text = PARTICULAR.getOrDefault(type.groupResource(), "{}").replace('\'', '"');
        ObjectNode object = (ObjectNode) Json.decodeTrusted(text.getBytes(StandardCharsets.UTF_8));
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** Where objects of a type are. */
    public static String path(ResourceType type) {
        return (type.group().isEmpty() ? "/api/" : "/apis/" + type.group() + "/")
                + type.version()
                + (type.namespaced() ? "/namespaces/default/" : "/")
                + type.plural();
    }
}
