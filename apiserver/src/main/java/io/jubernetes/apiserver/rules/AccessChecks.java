package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Trees;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles, certificates, webhooks. */
final class AccessChecks {

    private static final String FORM = "; desired format: https://host[/path]";

    private AccessChecks() {}

    static void eitherResources(Spot urls) {
        boolean resources = List.of("apiGroups", "resources", "resourceNames").stream()
                .anyMatch(field -> !Trees.isBlank(urls.owner().path(field)));
        if (!Trees.isBlank(urls.value()) && resources) {
            urls.invalid("rules cannot apply to both regular resources and non-resource URLs");
        }
    }

    /** Whether what is asked to be signed looks like a request in PEM; what stands in it is the signers' business. */
    static void certificateRequest(Spot request) {
        String pem = "";
        try {
            pem = new String(Base64.getDecoder().decode(request.text()), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException noBase64) {
            // refused when it was decoded
        }
        if (!pem.contains("-----BEGIN CERTIFICATE REQUEST-----")) {
            request.invalid("PEM block type must be CERTIFICATE REQUEST");
        }
    }

    static void reviewVersions(Spot versions) {
        boolean known =
                versions.value().valueStream().map(JsonNode::asText).anyMatch(List.of("v1", "v1beta1")::contains);
        if (!versions.value().isEmpty() && !known) {
            versions.invalid("must include at least one of v1, v1beta1");
        }
    }

    static void starAlone(Spot list) {
        boolean star = list.value().valueStream().anyMatch(item -> item.asText().equals("*"));
        if (star && list.value().size() > 1) {
            list.invalid("if '*' is present, must not specify other values");
        }
    }

    static void webhookUrl(Spot url) {
        if (Trees.isAbsent(url.value())) {
            return;
        }
        try {
            URI uri = new URI(url.text());
            part(
                    url,
                    uri.getScheme(),
                    "https".equals(uri.getScheme()),
                    "'https' is the only allowed URL scheme" + FORM);
            part(url, uri.getHost(), uri.getHost() != null, "host must be specified" + FORM);
            part(url, uri.getUserInfo(), uri.getUserInfo() == null, "user information is not permitted in the URL");
            part(url, uri.getFragment(), uri.getFragment() == null, "fragments are not permitted in the URL");
            part(url, uri.getQuery(), uri.getQuery() == null, "query parameters are not permitted in the URL");
        } catch (URISyntaxException e) {
            url.required("url must be a valid URL: " + e.getMessage() + FORM);
        }
    }

    private static void part(Spot url, @Nullable String value, boolean fine, String why) {
        if (!fine) {
            url.problems().invalid(url.path().toString(), value == null ? "" : value, why);
        }
    }

    /** Its name says what it serves. */
    static void apiServiceName(Spot name) {
        JsonNode spec = name.visit().object().path("spec");
        String expected = Trees.text(spec, "version") + "." + Trees.text(spec, "group");
        if (!expected.equals(".") && !name.text().equals(expected)) {
            name.invalid("must be `spec.version+\".\"+spec.group`: \"" + expected + "\"");
        }
    }
}
