package io.jubernetes.controllers.serviceaccount;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.Objects;

/** The certificate authority of the API server as ConfigMap {@code kube-root-ca.crt} in every namespace, for pods to mount. */
public final class RootCaPublisher {

    private static final String NAME = "kube-root-ca.crt";

    private RootCaPublisher() {}

    public static Part create(ControllerContext context, String pem) {
        NamespaceDefaults<ConfigMap> defaults = new NamespaceDefaults<>(
                context.informers().informerFor(Namespace.class),
                context.informers().informerFor(ConfigMap.class),
                context.client().resources(ConfigMap.class),
                new NamespaceDefaults.Wanted<>(
                        NAME,
                        namespace -> in(namespace, pem),
                        (present, right) -> Objects.equals(present.getData(), right.getData())));
        Controller controller = context.controller("root-ca-publisher", defaults);
        defaults.wire(controller);
        return Part.of(controller);
    }

    private static ConfigMap in(String namespace, String pem) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .addToAnnotations(
                        "kubernetes.io/description",
                        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints"
                                + " such as the internal service IP or kubernetes.default.svc. No other usage is"
                                + " guaranteed across distributions of Kubernetes clusters.")
                .endMetadata()
                .addToData("ca.crt", pem)
                .build();
    }
}
