package io.jubernetes.controllers.serviceaccount;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.Map;

/** The certificate authority of the API server as ConfigMap {@code kube-root-ca.crt} in every namespace, for pods to mount. */
public final class RootCaPublisher {

    private static final String NAME = "kube-root-ca.crt";
    private static final String KEY = "ca.crt";
    private static final String DESCRIPTION = "kubernetes.io/description";

    private RootCaPublisher() {}

    public static Part create(ControllerContext context, String pem) {
        NamespaceDefaults<ConfigMap> defaults = new NamespaceDefaults<>(
                context.informers().informerFor(Namespace.class),
                context.informers().informerFor(ConfigMap.class),
                context.client().resources(ConfigMap.class),
                wanted(pem));
        Controller controller = context.controller("root-ca-publisher", defaults);
        defaults.wire(controller);
        return Part.of(controller);
    }

    static NamespaceDefaults.Wanted<ConfigMap> wanted(String pem) {
        return new NamespaceDefaults.Wanted<>(
                NAME,
                namespace -> with(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(namespace)
                                .endMetadata()
                                .build(),
                        pem),
                present -> isRight(present, pem) ? null : with(present, pem));
    }

    /** What the description says is anybody's, as long as there is one. */
    private static boolean isRight(ConfigMap present, String pem) {
        Map<String, String> annotations = present.getMetadata().getAnnotations();
        return Map.of(KEY, pem).equals(present.getData())
                && annotations != null
                && !annotations.getOrDefault(DESCRIPTION, "").isEmpty();
    }

    private static ConfigMap with(ConfigMap map, String pem) {
        return new ConfigMapBuilder(map)
                .editMetadata()
                .addToAnnotations(
                        DESCRIPTION,
                        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints"
                                + " such as the internal service IP or kubernetes.default.svc. No other usage is"
                                + " guaranteed across distributions of Kubernetes clusters.")
                .endMetadata()
                .withData(Map.of(KEY, pem))
                .build();
    }
}
