package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks one registry for one repository's things, as one user or nobody; answers challenges, follows few redirects. */
final class RegistrySession {

    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 10;
    private static final int LARGEST_TOKEN = 1 << 20;
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final HttpClient http;
    private final RegistryEndpoint endpoint;
    private final ImageName image;
    private final @Nullable Credential credential;
    private volatile String authorization = "";

    RegistrySession(HttpClient http, RegistryEndpoint endpoint, ImageName image, @Nullable Credential credential) {
        this.http = http;
        this.endpoint = endpoint;
        this.image = image;
        this.credential = credential;
    }

    String url(String kind, String reference) {
        return endpoint.base() + "/v2/" + image.repository() + "/" + kind + "/" + reference;
    }

    /** Gets something; the caller closes the body. Answers with any status but challenges and redirects. */
    HttpResponse<InputStream> get(String url, Map<String, String> headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = follow(url, headers);
        if (response.statusCode() == 401 && authorize(response)) {
            response.body().close();
            response = follow(url, headers);
        }
        return response;
    }

    private HttpResponse<InputStream> follow(String url, Map<String, String> headers)
            throws IOException, InterruptedException {
        URI at = URI.create(url);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(at, headers);
            String next = response.headers().firstValue("location").orElse("");
            if (response.statusCode() < 300 || response.statusCode() > 308 || next.isEmpty()) {
                return response;
            }
            response.body().close();
            at = redirected(at, next);
        }
        throw new ImageException("Get \"" + url + "\": stopped after " + MOST_REDIRECTS + " redirects");
    }

    private static URI redirected(URI at, String next) throws IOException {
        try {
            URI target = at.resolve(next);
            boolean same = target.getScheme().equals(at.getScheme());
            if (!same && !target.getScheme().equals("https")) {
                throw new ImageException("a redirect from " + at.getScheme() + " to " + next + ": refused");
            }
            return target;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ImageException("a redirect to " + next + ": refused");
        }
    }

    private HttpResponse<InputStream> send(URI at, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(ANSWER);
        headers.forEach(request::header);
        if (!authorization.isEmpty() && at.toString().startsWith(endpoint.base() + "/")) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException("failed to do request: Get \"" + at + "\": " + words(at, e), e);
        } catch (IllegalArgumentException e) {
            throw new ImageException("failed to do request: " + e.getMessage());
        }
    }

    /** The words that people know from other runtimes. */
    private static String words(URI at, IOException e) {
        if (e instanceof ConnectException) {
            boolean unknown = e.getCause() instanceof UnresolvedAddressException
                    || (e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException);
            return unknown
                    ? "dial tcp: lookup " + at.getHost() + ": no such host"
                    : "dial tcp " + at.getAuthority() + ": connect: connection refused";
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof SSLException) {
            return message.contains("path")
                    ? "tls: failed to verify certificate: x509: certificate signed by unknown authority"
                    : message.contains("plaintext") ? "http: server gave HTTP response to HTTPS client" : message;
        }
        return message;
    }

    /** Gets what a challenge asks for; whether there is now something to try again with. */
    private boolean authorize(HttpResponse<InputStream> response) throws IOException, InterruptedException {
        if (!authorization.isEmpty()) {
            return false;
        }
        for (String challenge : response.headers().allValues("www-authenticate")) {
            if (challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
                authorization = "Bearer " + token(challenge);
                return true;
            }
            if (challenge.regionMatches(true, 0, "Basic ", 0, 6) && credential != null) {
                authorization = credential.basic();
                return true;
            }
        }
        return false;
    }

    private String token(String challenge) throws IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        String scope = parameters.getOrDefault("scope", "repository:" + image.repository() + ":pull");
        String url = parameters.getOrDefault("realm", "") + "?service="
                + encoded(parameters.getOrDefault("service", "")) + "&scope=" + encoded(scope);
        HttpResponse<InputStream> response =
                follow(url, credential == null ? Map.of() : Map.of("Authorization", credential.basic()));
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new ImageException("failed to authorize: failed to fetch "
                        + (credential == null ? "anonymous" : "oauth") + " token: unexpected status: "
                        + response.statusCode());
            }
            JsonNode answer = Manifest.JSON.readTree(body.readNBytes(LARGEST_TOKEN));
            String token =
                    answer.path("token").asText(answer.path("access_token").asText());
            if (token.isEmpty()) {
                throw new ImageException("failed to authorize: the answer has no token");
            }
            return token;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
