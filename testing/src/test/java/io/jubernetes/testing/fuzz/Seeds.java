package io.jubernetes.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/** Valid input. */
final class Seeds {

    static final byte[] POD = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","labels":{"app":"web"},
             "annotations":{"a":"b"},"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"u","controller":true}],
             "finalizers":["example.com/x"]},"spec":{"containers":[{"name":"web","image":"web:1","command":["a","b"],
             "ports":[{"containerPort":80,"name":"http"},{"containerPort":53,"protocol":"UDP"}],
             "env":[{"name":"A","value":"1"},{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
             "resources":{"requests":{"cpu":"10m","memory":"1Gi"},"limits":{"memory":"2Gi"}},
             "readinessProbe":{"httpGet":{"path":"/","port":"http"}},"volumeMounts":[{"name":"v","mountPath":"/v"}]}],
             "volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Gi"}}],"tolerations":[{"key":"k","operator":"Exists"}],
             "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
              {"matchExpressions":[{"key":"k","operator":"In","values":["v"]}]}]}}},
             "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}}
            """.getBytes(UTF_8);

    static final byte[] DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,
             "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}},
             "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
             "spec":{"containers":[{"name":"c","image":"i:1"}]}}}}
            """.getBytes(UTF_8);

    static final byte[] SERVICE = """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"NodePort","selector":{"app":"web"},
             "ports":[{"name":"http","port":80,"targetPort":"http"},{"name":"dns","port":53,"protocol":"UDP"}]}}
            """.getBytes(UTF_8);

    static final byte[] DEFINITION = """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.example.com"},
             "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"things","singular":"thing","kind":"Thing",
             "shortNames":["th"],"categories":["all"]},"versions":[{"name":"v1","served":true,"storage":true,
             "subresources":{"status":{},"scale":{"specReplicasPath":".spec.n","statusReplicasPath":".status.n"}},
             "additionalPrinterColumns":[{"name":"N","type":"integer","jsonPath":".spec.n"}],
             "selectableFields":[{"jsonPath":".spec.size"}],
             "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","required":["n"],"properties":{
              "n":{"type":"integer","minimum":0,"default":1},"size":{"type":"string","enum":["s","m"],"pattern":"^[a-z]$","maxLength":5},
              "any":{"x-kubernetes-int-or-string":true},"free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
              "list":{"type":"array","items":{"type":"object","properties":{"k":{"type":"string"}},"required":["k"]},
               "x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"]}},
              "x-kubernetes-validations":[{"rule":"self.n >= 0","message":"no"}]},
              "status":{"type":"object","properties":{"n":{"type":"integer"}}}}}}}]}}
            """.getBytes(UTF_8);

    static final byte[] THING = """
            {"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":{"n":1,"size":"s","any":"1","free":{"x":[1]},
             "list":[{"k":"a"},{"k":"b"}]}}
            """.getBytes(UTF_8);

    static final byte[] ROLE = """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},
             "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"],"resourceNames":["a"]}]}
            """.getBytes(UTF_8);

    static final byte[] JOB = """
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"j"},"spec":{"schedule":"*/5 * * * *","timeZone":"Etc/UTC",
             "jobTemplate":{"spec":{"backoffLimit":2,"template":{"spec":{"restartPolicy":"Never",
             "containers":[{"name":"c","image":"i:1"}]}}}}}}
            """.getBytes(UTF_8);

    static final List<byte[]> OBJECTS = List.of(POD, DEPLOYMENT, SERVICE, DEFINITION, ROLE, JOB);

    static final List<byte[]> JSON_PATCHES = texts(
            "[{\"op\":\"add\",\"path\":\"/metadata/labels/a\",\"value\":\"b\"},{\"op\":\"remove\",\"path\":\"/spec/containers/0/env/1\"}]",
            "[{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"web\"},{\"op\":\"replace\",\"path\":\"/spec/containers/0/image\","
                    + "\"value\":\"x\"},{\"op\":\"copy\",\"from\":\"/spec\",\"path\":\"/status\"},"
                    + "{\"op\":\"move\",\"from\":\"/metadata/labels\",\"path\":\"/metadata/x~1y~0\"},"
                    + "{\"op\":\"add\",\"path\":\"/spec/containers/-\",\"value\":{\"name\":\"d\",\"image\":\"i\"}}]");

    static final List<byte[]> STRATEGIC_PATCHES = texts(
            "{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"x\",\"env\":[{\"name\":\"A\",\"$patch\":\"delete\"}]},"
                    + "{\"name\":\"new\",\"image\":\"i\"}],\"$setElementOrder/containers\":[{\"name\":\"new\"},{\"name\":\"web\"}]}}",
            "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"example.com/x\"],\"finalizers\":[\"example.com/y\"],"
                    + "\"$setElementOrder/finalizers\":[\"example.com/y\"],\"labels\":{\"$patch\":\"replace\",\"a\":\"b\"}}}",
            "{\"spec\":{\"volumes\":[{\"$retainKeys\":[\"name\",\"hostPath\"],\"name\":\"v\",\"hostPath\":{\"path\":\"/x\"}},"
                    + "{\"$patch\":\"replace\"}]}}");

    /** Made by OpenSSL. */
    static final String SIGNING_REQUEST = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIIBBzCBrgIBADAfMQ0wCwYDVQQKDARkZXZzMQ4wDAYDVQQDDAVhbGljZTBZMBMG
            ByqGSM49AgEGCCqGSM49AwEHA0IABOCYnDcExndrJXw1W8kCBPN5n0VUuF1qpSrx
            WTvsyzAudzPqguyP4IiXfhkatDmLMz8i2vfZ3EnjoRggwueH2KugLTArBgkqhkiG
            9w0BCQ4xHjAcMBoGA1UdEQQTMBGCCWEuZXhhbXBsZYcECgAAATAKBggqhkjOPQQD
            AgNIADBFAiAFAyyv84MUz/U+xh0XKGtPqQl5+yFK2XEylczBiOiXywIhAJBefPfW
            9Y0xbtcy/TuMPccROpj/4HZ/0+WrGqjBhzmg
            -----END CERTIFICATE REQUEST-----
            """;

    private Seeds() {}

    static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
    }
}
