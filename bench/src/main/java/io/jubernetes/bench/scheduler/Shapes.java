package io.jubernetes.bench.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.bench.scheduler.Shape.Batch;
import io.jubernetes.client.json.KubernetesJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Nodes and pods as scheduler_perf has them: nodes of 4 cores and 32 GiB for 110 pods, pods of a tenth of a core and 500 MiB. */
final class Shapes {

    private static final int THOUSAND = 1000;
    private static final int ZONES = 3;
    private static final String SMALL = "{\"cpu\":\"100m\",\"memory\":\"500Mi\"}";

    private Shapes() {}

    static List<Shape> all(int nodes) {
        int pods = 2 * nodes;
        IntFunction<Node> plain = i -> node(i, "zone-" + i % ZONES);
        IntFunction<Node> oneZone = i -> node(i, "zone1");
        IntFunction<Pod> any = i -> pod("first-" + i, "", "", SMALL, 0);
        Batch few = new Batch(THOUSAND, any);
        Batch many = new Batch(pods, i -> pod("p-" + i, "", "", SMALL, 0));
        return List.of(
                new Shape("basic", 680.0, plain, few, many, false),
                of("node-affinity", 220.0, oneZone, pods, nodeAffinity()),
                of("preferred-pod-affinity", 90.0, oneZone, nodes, podAffinity("podAffinity", true)),
                of("preferred-pod-anti-affinity", 90.0, oneZone, nodes, podAffinity("podAntiAffinity", true)),
                of("pod-affinity", 35.0, oneZone, nodes, podAffinity("podAffinity", false)),
                of("pod-anti-affinity", 60.0, oneZone, nodes * 2 / 5, podAffinity("podAntiAffinity", false)),
                new Shape("topology-spread", 460.0, plain, new Batch(nodes, any), new Batch(nodes, spread()), false),
                new Shape("preemption", null, plain, new Batch(nodes * 4, low()), new Batch(nodes, high()), false),
                new Shape("mixed-churn", 710.0, plain, few, many, true));
    }

    /** Pods of which a thousand are placed before. */
    private static Shape of(
            String name, @Nullable Double floor, IntFunction<Node> node, int measured, IntFunction<Pod> pod) {
        return new Shape(
                name, floor, node, new Batch(THOUSAND, i -> pod.apply(-1 - i)), new Batch(measured, pod), false);
    }

    private static IntFunction<Pod> nodeAffinity() {
        String affinity = """
                "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
                 {"matchExpressions":[{"key":"topology.kubernetes.io/zone","operator":"In","values":["zone1","zone2"]}]}]}}},""";
        return i -> pod("p" + i, "", affinity, SMALL, 0);
    }

    private static IntFunction<Pod> podAffinity(String kind, boolean preferred) {
        boolean anti = kind.equals("podAntiAffinity");
        String key = anti || preferred ? "kubernetes.io/hostname" : "topology.kubernetes.io/zone";
        String term = "{\"topologyKey\":\"" + key + "\",\"labelSelector\":{\"matchLabels\":{\"color\":\"green\"}}}";
        String list = preferred
                ? "\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":1,\"podAffinityTerm\":" + term
                        + "}]"
                : "\"requiredDuringSchedulingIgnoredDuringExecution\":[" + term + "]";
        String affinity = "\"affinity\":{\"" + kind + "\":{" + list + "}},";
        return i -> pod("p" + i, "\"color\":\"green\"", affinity, SMALL, 0);
    }

    private static IntFunction<Pod> spread() {
        String constraint = """
                "topologySpreadConstraints":[{"maxSkew":5,"topologyKey":"topology.kubernetes.io/zone",
                 "whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"color":"blue"}}}],""";
        return i -> pod("p-" + i, "\"color\":\"blue\"", constraint, SMALL, 0);
    }

    private static IntFunction<Pod> low() {
        return i -> pod("low-" + i, "", "", "{\"cpu\":\"900m\",\"memory\":\"500Mi\"}", 0);
    }

    private static IntFunction<Pod> high() {
        return i -> pod("high-" + i, "", "", "{\"cpu\":\"3000m\",\"memory\":\"500Mi\"}", 10);
    }

    static Node node(int number, String zone) {
        String json = """
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-%05d","uid":"node-%d","labels":{
                  "kubernetes.io/hostname":"node-%05d","topology.kubernetes.io/zone":"%s"}},"spec":{},
                 "status":{"allocatable":{"cpu":"4","memory":"32Gi","pods":"110"},
                  "capacity":{"cpu":"4","memory":"32Gi","pods":"110"}}}""";
        return read(json.formatted(number, number, number, zone), Node.class);
    }

    static Pod pod(String name, String labels, String more, String requests, int priority) {
        String json = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"bench","uid":"%s","labels":{%s}},
                 "spec":{%s"schedulerName":"default-scheduler","priority":%d,"automountServiceAccountToken":false,
                  "containers":[{"name":"pause","image":"registry.k8s.io/pause:3.10.1","resources":{"requests":%s}}]}}""";
        return read(json.formatted(name, name, labels, more, priority, requests), Pod.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return KubernetesJson.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
