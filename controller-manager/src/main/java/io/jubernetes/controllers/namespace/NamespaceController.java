package io.jubernetes.controllers.namespace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.RawClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Empties namespaces that are being deleted, says in conditions what is left, and lets them go when nothing is. */
public final class NamespaceController implements Reconciler {

    private static final String FINALIZER = "kubernetes";
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Environment environment;
    private final Informer<Namespace> informer;
    private final ResourceClient<Namespace> namespaces;
    private final RawClient raw;
    private final ContentDeletion content;

    private NamespaceController(ControllerContext context, Informer<Namespace> informer) {
        this.environment = context.environment();
        this.informer = informer;
        this.namespaces = context.client().resources(Namespace.class);
        this.raw = new RawClient(context.client());
        this.content = new ContentDeletion(context.client());
    }

    public static Part create(ControllerContext context) {
        Informer<Namespace> informer = context.informers().informerFor(Namespace.class);
        Controller controller = context.controller("namespace", new NamespaceController(context, informer));
        informer.addHandler(ChangeHandler.of(namespace -> {
            if (namespace.getMetadata().getDeletionTimestamp() != null) {
                controller.enqueue(namespace);
            }
        }));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        Namespace namespace = informer.get(null, key.name());
        if (namespace == null
                || namespace.getMetadata().getDeletionTimestamp() == null
                || !namespace.getSpec().getFinalizers().contains(FINALIZER)) {
            return Result.done();
        }
        Remains remains = content.deleteAll(key.name());
        Namespace current = report(namespace, remains);
        if (!remains.isNothing()) {
            return Result.requeueAfter(AGAIN);
        }
        finish(current);
        return Result.done();
    }

    private Namespace report(Namespace namespace, Remains remains) {
        List<NamespaceCondition> present = namespace.getStatus() == null
                ? List.of()
                : namespace.getStatus().getConditions();
        List<NamespaceCondition> next =
                NamespaceConditions.of(present, remains, environment.now().truncatedTo(ChronoUnit.SECONDS));
        boolean says = namespace.getStatus() != null
                && "Terminating".equals(namespace.getStatus().getPhase())
                && Objects.equals(present, next);
        return says
                ? namespace
                : namespaces.updateStatus(new NamespaceBuilder(namespace)
                        .editOrNewStatus()
                        .withPhase("Terminating")
                        .withConditions(next)
                        .endStatus()
                        .build());
    }

    private void finish(Namespace namespace) {
        Namespace released = new NamespaceBuilder(namespace)
                .editSpec()
                .removeFromFinalizers(FINALIZER)
                .endSpec()
                .build();
        ObjectNode body = KubernetesJson.toTree(released);
        raw.put("/api/v1/namespaces/" + namespace.getMetadata().getName() + "/finalize", body);
    }
}
