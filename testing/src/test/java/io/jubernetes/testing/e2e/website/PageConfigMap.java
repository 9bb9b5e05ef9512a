package io.jubernetes.testing.e2e.website;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;

/** The ConfigMap of a website, which the framework applies. */
@KubernetesDependent
public final class PageConfigMap extends CRUDKubernetesDependentResource<ConfigMap, Website> {

    public PageConfigMap() {
        super(ConfigMap.class);
    }

    @Override
    protected ConfigMap desired(Website website, Context<Website> context) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(website.getMetadata().getNamespace())
                .withName(website.getMetadata().getName())
                .endMetadata()
                .withData(Map.of("index.html", website.getSpec().getHtml()))
                .build();
    }
}
