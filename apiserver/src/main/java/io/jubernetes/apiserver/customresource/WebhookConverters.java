package io.jubernetes.apiserver.customresource;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.surface.ObjectReader;

/** Finds who converts the objects of a definition. */
final class WebhookConverters {

    private final Environment environment;
    private final ObjectReader objects;

    WebhookConverters(Environment environment, ObjectReader objects) {
        this.environment = environment;
        this.objects = objects;
    }

    Converter of(Definition definition) {
        var conversion = definition.spec().path("conversion");
        return conversion.path("strategy").asText().equals("Webhook")
                ? new WebhookConverter(environment, objects, definition.name(), conversion.path("webhook"))
                : Converter.NONE;
    }
}
