package io.jubernetes.bench.api;

import java.util.stream.IntStream;

/** Pods as a Deployment makes them, about 3 KB each as they are stored. */
final class Pods {

    static final String JSON = "application/json";
    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";

    private Pods() {}

    static String path(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/pods";
    }

    static String path(String namespace, int number) {
        return path(namespace) + "/" + name("%08d".formatted(number));
    }

    static String name(String number) {
        return "web-7d4b8c9f6d-" + number;
    }

    /** Heads of requests for each of so many pods. */
    static byte[][] heads(String method, String namespace, int count, String type) {
        return IntStream.range(0, count)
                .mapToObj(i -> method.equals("GET")
                        ? RequestHead.read(path(namespace, i), type)
                        : RequestHead.write(method, path(namespace, i), type))
                .toArray(byte[][]::new);
    }

    static Load.Requests creating(String namespace) {
        byte[] head = RequestHead.write("POST", path(namespace), JSON);
        return first -> {
            Body body = new Body(pod(Body.NUMBER, "created", ""));
            return (connection, number, exchange) -> connection.send(head, body.numbered(number), exchange);
        };
    }

    /** @param node on which it runs; empty for none */
    static String pod(String number, String note, String node) {
        String onNode = node.isEmpty() ? "" : "\"nodeName\":\"" + node + "\",";
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"web","pod-template-hash":"7d4b8c9f6d"},
                 "annotations":{"note":"%s","checksum/config":"5ed1a2f0d7bd3a1c27e5fb0b2c0f6f5d5ed1a2f0d7bd3a1c27e5fb0b2c0f6f5d"}},
                 "spec":{%s"containers":[{"name":"web","image":"registry.example.com/team/web:1.2.3",
                  "command":["server","--port=8080"],"ports":[{"containerPort":8080,"name":"http"}],
                  "env":[{"name":"LOG","value":"info"},{"name":"REGION","value":"north"}],
                  "resources":{"requests":{"cpu":"10m","memory":"32Mi"},"limits":{"memory":"64Mi"}},
                  "readinessProbe":{"httpGet":{"path":"/ready","port":"http"}},
                  "livenessProbe":{"httpGet":{"path":"/live","port":"http"}}}],
                  "automountServiceAccountToken":false}}""".formatted(name(number), note, onNode);
    }
}
