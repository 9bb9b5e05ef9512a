package io.jubernetes.controllers.servicecidr;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Says which ranges of Services' addresses are ready, and keeps those whose addresses are in use. */
public final class ServiceCidrController implements Reconciler {

    private final Environment environment;
    private final Informer<ServiceCIDR> ranges;
    private final Informer<IPAddress> addresses;
    private final ResourceClient<ServiceCIDR> client;

    private ServiceCidrController(ControllerContext context) {
        this.environment = context.environment();
        this.ranges = context.informers().informerFor(ServiceCIDR.class);
        this.addresses = context.informers().informerFor(IPAddress.class);
        this.client = context.client().resources(ServiceCIDR.class);
    }

    public static Part create(ControllerContext context) {
        ServiceCidrController cidrs = new ServiceCidrController(context);
        Controller controller = context.controller("service-cidr", cidrs);
        // another range may make one that is to go dispensable
        cidrs.ranges.addHandler(ChangeHandler.of(range -> {
            controller.enqueue(range);
            cidrs.leaving().forEach(controller::enqueue);
        }));
        cidrs.addresses.addHandler(ChangeHandler.of(_ -> cidrs.leaving().forEach(controller::enqueue)));
        return Part.of(controller);
    }

    private List<ServiceCIDR> leaving() {
        return ranges.list().stream().filter(ServiceCidrController::isLeaving).toList();
    }

    private static boolean isLeaving(ServiceCIDR range) {
        return range.getMetadata().getDeletionTimestamp() != null;
    }

    @Override
    public Result reconcile(Key key) {
        ServiceCIDR range = ranges.get(null, key.name());
        if (range == null) {
            return Result.done();
        }
        List<ServiceCIDR> staying =
                ranges.list().stream().filter(other -> !isLeaving(other)).toList();
        List<String> used = addresses.list().stream()
                .map(address -> address.getMetadata().getName())
                .toList();
        switch (RangeDecision.of(range, staying, used)) {
            case KEEP -> ready(finalized(range));
            case WAIT ->
                say(
                        range,
                        "False",
                        "Terminating",
                        "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new"
                                + " ServiceCIDR");
            case RELEASE -> release(range);
        }
        return Result.done();
    }

    private void ready(ServiceCIDR range) {
        boolean says = conditions(range).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        if (!says) {
            say(range, "True", "", "Kubernetes Service CIDR is ready");
        }
    }

    private ServiceCIDR finalized(ServiceCIDR range) {
        if (range.getMetadata().getFinalizers().contains(RangeDecision.FINALIZER)) {
            return range;
        }
        return client.update(new ServiceCIDRBuilder(range)
                .editMetadata()
                .addToFinalizers(RangeDecision.FINALIZER)
                .endMetadata()
                .build());
    }

    private void release(ServiceCIDR range) {
        if (range.getMetadata().getFinalizers().contains(RangeDecision.FINALIZER)) {
            client.update(new ServiceCIDRBuilder(range)
                    .editMetadata()
                    .removeFromFinalizers(RangeDecision.FINALIZER)
                    .endMetadata()
                    .build());
        }
    }

    private static List<Condition> conditions(ServiceCIDR range) {
        return range.getStatus() == null ? List.of() : range.getStatus().getConditions();
    }

    private void say(ServiceCIDR range, String status, String reason, String message) {
        List<Condition> next = new ArrayList<>(conditions(range));
        boolean says = next.stream()
                .anyMatch(known -> "Ready".equals(known.getType())
                        && status.equals(known.getStatus())
                        && message.equals(known.getMessage()));
        if (says) {
            return;
        }
        next.removeIf(known -> "Ready".equals(known.getType()));
        next.add(new ConditionBuilder()
                .withType("Ready")
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(
                        environment.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .build());
        client.updateStatus(new ServiceCIDRBuilder(range)
                .editOrNewStatus()
                .withConditions(next)
                .endStatus()
                .build());
    }
}
