package io.jubernetes.testing.e2e.website;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the operator's users write. */
@Group("sample.example.com")
@Version("v1")
public final class Website extends CustomResource<WebsiteSpec, WebsiteStatus> implements Namespaced {

    public static Website of(String namespace, String name, String html) {
        Website website = new Website();
        website.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        WebsiteSpec spec = new WebsiteSpec();
        spec.setHtml(html);
        website.setSpec(spec);
        return website;
    }
}
