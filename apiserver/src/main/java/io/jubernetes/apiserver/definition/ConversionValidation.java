package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Who converts objects between the versions of a definition. */
final class ConversionValidation {

    private static final List<String> STRATEGIES = List.of("None", "Webhook");
    private static final List<String> REVIEWS = List.of("v1", "v1beta1");
    private static final String CLIENT = "spec.conversion.webhookClientConfig";
    private static final String VERSIONS = "spec.conversion.conversionReviewVersions";

    private ConversionValidation() {}

    static void validate(JsonNode conversion, Problems problems) {
        if (!conversion.isObject()) {
            return;
        }
        String strategy = Trees.text(conversion, "strategy");
        JsonNode webhook = conversion.path("webhook");
        if (strategy.isEmpty()) {
            problems.required("spec.conversion.strategy");
        } else if (!STRATEGIES.contains(strategy)) {
            problems.notSupported("spec.conversion.strategy", strategy, STRATEGIES);
        }
        if (strategy.equals("Webhook")) {
            webhook(webhook, problems);
        } else if (webhook.isObject()) {
            problems.forbidden(CLIENT, "should not be set when strategy is not set to Webhook");
        }
    }

    private static void webhook(JsonNode webhook, Problems problems) {
        JsonNode client = webhook.path("clientConfig");
        boolean url = client.hasNonNull("url");
        boolean service = client.hasNonNull("service");
        if (!client.isObject()) {
            problems.required(CLIENT, "required when strategy is set to Webhook");
        } else if (url == service) {
            problems.required(CLIENT, "exactly one of url or service is required");
        } else if (url) {
            url(Trees.text(client, "url"), problems);
        } else {
            service(client.path("service"), problems);
        }
        JsonNode versions = webhook.path("conversionReviewVersions");
        if (versions.isEmpty()) {
            problems.required(VERSIONS);
        } else if (versions.valueStream().noneMatch(version -> REVIEWS.contains(version.asText()))) {
            problems.invalid(VERSIONS, versions, "must include at least one of v1, v1beta1");
        }
    }

    private static void url(String text, Problems problems) {
        try {
            URI url = new URI(text);
            if (!"https".equals(url.getScheme())) {
                problems.invalid(
                        CLIENT + ".url", String.valueOf(url.getScheme()), "'https' is the only allowed URL scheme");
            }
            if (url.getHost() == null) {
                problems.invalid(CLIENT + ".url", "", "host must be specified");
            }
            if (url.getUserInfo() != null) {
                problems.invalid(CLIENT + ".url", url.getUserInfo(), "user information is not permitted in the URL");
            }
        } catch (URISyntaxException malformed) {
            problems.required(CLIENT + ".url", "url must be a valid URL: " + malformed.getMessage());
        }
    }

    private static void service(JsonNode service, Problems problems) {
        if (Trees.text(service, "name").isEmpty()) {
            problems.required(CLIENT + ".service.name", "service name is required");
        }
        if (Trees.text(service, "namespace").isEmpty()) {
            problems.required(CLIENT + ".service.namespace", "service namespace is required");
        }
        int port = service.path("port").asInt(443);
        if (port < 1 || port > 65535) {
            problems.invalid(
                    CLIENT + ".service.port", port, "port is not valid: must be between 1 and 65535, inclusive");
        }
    }
}
