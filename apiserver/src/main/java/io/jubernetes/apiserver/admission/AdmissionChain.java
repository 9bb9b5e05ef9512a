package io.jubernetes.apiserver.admission;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.authorization.Escalation;
import io.jubernetes.apiserver.metrics.AdmissionMetrics;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.List;

/** The plugins, in the order in which they are asked: this is the one place that says so. */
public final class AdmissionChain {

    private final List<AdmissionPlugin> plugins;
    private final AdmissionMetrics metrics;

    /** @param nodesAreRestricted whether agents of nodes may write no more than what is theirs */
    public AdmissionChain(
            ObjectReader objects,
            Environment environment,
            Authorizer authorizer,
            boolean nodesAreRestricted,
            AdmissionMetrics metrics) {
        this.metrics = metrics;
        List<AdmissionPlugin> all = List.of(
                new NamespaceLifecycle(objects),
                new LimitRanger(objects),
                new ServiceAccountAdmission(objects, environment),
                new NodeRestriction(objects),
                new PriorityAdmission(objects),
                new DefaultTolerationSeconds(),
                new StorageObjectInUseProtection(),
                new CertificateRequester(),
                new RoleEscalation(new Escalation(authorizer, objects)));
        this.plugins = all.stream()
                .filter(plugin -> nodesAreRestricted || !(plugin instanceof NodeRestriction))
                .toList();
    }

    public void admit(AdmissionPlugin.Attributes write) {
        String operation = write.operation().name();
        for (AdmissionPlugin plugin : plugins) {
            metrics.count(plugin.name(), operation, () -> plugin.admit(write));
        }
    }

    public List<String> names() {
        return plugins.stream().map(AdmissionPlugin::name).toList();
    }
}
