package io.jubernetes.controllers.serviceaccount;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;

/** A service account named {@code default} in every namespace, for the pods that name none. */
public final class DefaultServiceAccount {

    private static final String NAME = "default";

    static final NamespaceDefaults.Wanted<ServiceAccount> WANTED =
            new NamespaceDefaults.Wanted<>(NAME, DefaultServiceAccount::in, _ -> null);

    private DefaultServiceAccount() {}

    public static Part create(ControllerContext context) {
        NamespaceDefaults<ServiceAccount> defaults = new NamespaceDefaults<>(
                context.informers().informerFor(Namespace.class),
                context.informers().informerFor(ServiceAccount.class),
                context.client().resources(ServiceAccount.class),
                WANTED);
        Controller controller = context.controller("serviceaccount", defaults);
        defaults.wire(controller);
        return Part.of(controller);
    }

    private static ServiceAccount in(String namespace) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }
}
