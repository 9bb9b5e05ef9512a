package io.jubernetes.apiserver;

import io.jubernetes.apiserver.RetiredVersionsTest.Case;
import java.util.List;

/** Manifests of their time, and what is to become of them today. */
final class RetiredCases {

    private static final String EXTENSIONS = "/apis/extensions/v1beta1/namespaces/default/";
    private static final String V1BETA1 = "/apis/apps/v1beta1/namespaces/default/";
    private static final String V1BETA2 = "/apis/apps/v1beta2/namespaces/default/";
    private static final String APPS = "/apis/apps/v1/namespaces/default/";
    private static final String NETWORKING = "/apis/networking.k8s.io/v1/namespaces/default/";
    private static final String NETWORKING_BETA = "/apis/networking.k8s.io/v1beta1/namespaces/default/";
    private static final String POD =
            "template: {metadata: {labels: {app: w}}, spec: {containers: [{name: c, image: 'i:1'}]}}";
    private static final String SELECTOR = "selector: {matchLabels: {app: w}}, ";

    static final List<Case> DEFAULTS = List.of(
            new Case(
                    EXTENSIONS + "deployments",
                    "{metadata: {name: d}, spec: {rollbackTo: {revision: 3}, " + POD + "}}",
                    APPS + "deployments",
                    """
                    /metadata/labels/app: w
                    /metadata/annotations/deprecated.deployment.rollback.to: "3"
                    /spec/selector: {matchLabels: {app: w}}
                    /spec/replicas: 1
                    /spec/strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1, maxSurge: 1}}
                    /spec/revisionHistoryLimit: 2147483647
                    /spec/progressDeadlineSeconds: 2147483647
                    """),
            new Case(
                    V1BETA1 + "deployments",
                    "{metadata: {name: d, labels: {mine: x}}, spec: {" + POD + "}}",
                    APPS + "deployments",
                    """
                    /metadata/labels: {mine: x}
                    /spec/selector: {matchLabels: {app: w}}
                    /spec/strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}
                    /spec/revisionHistoryLimit: 2
                    /spec/progressDeadlineSeconds: 600
                    """),
            new Case(
                    V1BETA2 + "deployments",
                    "{metadata: {name: d}, spec: {" + SELECTOR + POD + "}}",
                    APPS + "deployments",
                    """
                    /spec/revisionHistoryLimit: 10
                    /spec/strategy/rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}
                    """),
            new Case(
                    EXTENSIONS + "daemonsets",
                    "{metadata: {name: d}, spec: {templateGeneration: 4, " + POD + "}}",
                    APPS + "daemonsets",
                    """
                    /spec/selector: {matchLabels: {app: w}}
                    /spec/updateStrategy: {type: OnDelete}
                    /spec/revisionHistoryLimit: 10
                    /metadata/annotations/deprecated.daemonset.template.generation: "4"
                    """),
            new Case(
                    V1BETA2 + "daemonsets",
                    "{metadata: {name: d}, spec: {" + SELECTOR + POD + "}}",
                    APPS + "daemonsets",
                    "/spec/updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}"),
            new Case(
                    EXTENSIONS + "replicasets",
                    "{metadata: {name: r}, spec: {" + POD + "}}",
                    APPS + "replicasets",
                    "{/spec/selector: {matchLabels: {app: w}}, /spec/replicas: 1, /metadata/labels: {app: w}}"),
            new Case(
                    V1BETA1 + "statefulsets",
                    "{metadata: {name: s}, spec: {serviceName: s, " + POD + "}}",
                    APPS + "statefulsets",
                    """
                    /spec/selector: {matchLabels: {app: w}}
                    /spec/updateStrategy: {type: OnDelete}
                    /spec/podManagementPolicy: OrderedReady
                    """),
            new Case(
                    V1BETA2 + "statefulsets",
                    "{metadata: {name: s}, spec: {serviceName: s, " + SELECTOR + POD + "}}",
                    APPS + "statefulsets",
                    "/spec/updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}"),
            new Case(EXTENSIONS + "ingresses", """
                    metadata: {name: i, annotations: {kubernetes.io/ingress.class: nginx}}
                    spec:
                      backend: {serviceName: fallback, servicePort: http}
                      tls: [{hosts: [x.example], secretName: s}]
                      rules:
                      - host: x.example
                        http: {paths: [{path: /a, backend: {serviceName: web, servicePort: 80}}]}
                    """, NETWORKING + "ingresses", """
                    /metadata/annotations: {kubernetes.io/ingress.class: nginx}
                    /spec/defaultBackend: {service: {name: fallback, port: {name: http}}}
                    /spec/tls: [{hosts: [x.example], secretName: s}]
                    /spec/rules/0/http/paths/0/backend: {service: {name: web, port: {number: 80}}}
                    /spec/rules/0/http/paths/0/pathType: ImplementationSpecific
                    """),
            new Case(NETWORKING_BETA + "ingresses", """
                    metadata: {name: i}
                    spec:
                      ingressClassName: nginx
                      rules:
                      - http:
                          paths:
                          - {path: /, pathType: Prefix, backend: {resource: {kind: Bucket, name: b}}}
                    """, NETWORKING + "ingresses", """
                    /spec/ingressClassName: nginx
                    /spec/rules/0/http/paths: [{path: /, pathType: Prefix, backend: {resource: {kind: Bucket, name: b}}}]
                    """),
            new Case(
                    "/apis/networking.k8s.io/v1beta1/ingressclasses",
                    "{metadata: {name: nginx}, spec: {controller: example.com/nginx, parameters: {kind: P, name: p}}}",
                    "/apis/networking.k8s.io/v1/ingressclasses",
                    "/spec/parameters/scope: Cluster"),
            new Case(
                    EXTENSIONS + "networkpolicies",
                    "{metadata: {name: np}, spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}}",
                    NETWORKING + "networkpolicies",
                    "{/spec/ingress/0/ports: [{port: 80, protocol: TCP}], /spec/policyTypes: [Ingress]}"),
            new Case(
                    "/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets",
                    "{metadata: {name: p}, spec: {minAvailable: 1, selector: {}}}",
                    "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                    "/spec/selector: {matchExpressions: [{key: pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match,"
                            + " operator: Exists}]}"),
            new Case(
                    "/apis/batch/v1beta1/namespaces/default/cronjobs",
                    "{metadata: {name: c}, spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: "
                            + "{restartPolicy: Never, containers: [{name: c, image: 'i:1'}]}}}}}}",
                    "/apis/batch/v1/namespaces/default/cronjobs",
                    "{/spec/concurrencyPolicy: Allow, /spec/successfulJobsHistoryLimit: 3, /spec/suspend: false}"),
            new Case(
                    "/apis/autoscaling/v2beta1/namespaces/default/horizontalpodautoscalers",
                    """
                    metadata: {name: h}
                    spec:
                      scaleTargetRef: {kind: Deployment, name: web, apiVersion: extensions/v1beta1}
                      maxReplicas: 4
                      metrics:
                      - {type: Resource, resource: {name: cpu, targetAverageUtilization: 60}}
                      - {type: Pods, pods: {metricName: rate, targetAverageValue: "5"}}
                    """,
                    "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                    """
                    /spec/minReplicas: 1
                    /spec/metrics/0: {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
                    /spec/metrics/1: {type: Pods, pods: {metric: {name: rate}, target: {type: AverageValue, averageValue: "5"}}}
                    """),
            new Case(
                    "/apis/autoscaling/v2beta2/namespaces/default/horizontalpodautoscalers",
                    "{metadata: {name: h2}, spec: {scaleTargetRef: {kind: Deployment, name: w, apiVersion: apps/v1}, "
                            + "maxReplicas: 4}}",
                    "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                    "/spec/metrics/0/resource/target: {type: Utilization, averageUtilization: 80}"),
            new Case(
                    "/apis/rbac.authorization.k8s.io/v1beta1/namespaces/default/rolebindings",
                    "{metadata: {name: r}, roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: User, name: u}]}",
                    "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
                    "{/roleRef/apiGroup: rbac.authorization.k8s.io, /subjects/0/apiGroup: rbac.authorization.k8s.io}"),
            new Case(
                    "/apis/storage.k8s.io/v1beta1/storageclasses",
                    "{metadata: {name: s}, provisioner: p}",
                    "/apis/storage.k8s.io/v1/storageclasses",
                    "{/reclaimPolicy: Delete, /volumeBindingMode: Immediate}"),
            new Case(
                    "/apis/discovery.k8s.io/v1beta1/namespaces/default/endpointslices",
                    "{metadata: {name: e}, addressType: IPv4, endpoints: [{addresses: [192.0.2.1], "
                            + "topology: {kubernetes.io/hostname: node, topology.kubernetes.io/zone: z, a: b}}]}",
                    "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
                    "/endpoints/0: {addresses: [192.0.2.1], nodeName: node, zone: z, deprecatedTopology: {a: b}}"),
            new Case(
                    "/apis/events.k8s.io/v1beta1/namespaces/default/events",
                    "{metadata: {name: e}, eventTime: '2026-01-01T00:00:00.000000Z', note: it runs, reason: Started, "
                            + "regarding: {kind: Pod, name: p, namespace: default}, reportingController: example.com/c, "
                            + "reportingInstance: i, action: Start, type: Normal}",
                    "/api/v1/namespaces/default/events",
                    "{/message: it runs, /involvedObject: {kind: Pod, name: p, namespace: default}}"));

    private RetiredCases() {}
}
