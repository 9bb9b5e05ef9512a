package io.jubernetes.apiserver.virtual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.authentication.Credentials;
import io.jubernetes.apiserver.authentication.TokenAuthenticator;
import io.jubernetes.apiserver.authentication.TokenAuthenticator.TokenUser;
import io.jubernetes.apiserver.request.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is somebody? */
public final class IdentityReviews {

    private final Environment environment;
    private final TokenAuthenticator tokens;

    public IdentityReviews(Environment environment, TokenAuthenticator tokens) {
        this.environment = environment;
        this.tokens = tokens;
    }

    /** The user who asks. */
    public void self(RequestContext context, ObjectNode review) {
        review.withObject("/metadata")
                .put(
                        "creationTimestamp",
                        Instant.ofEpochSecond(environment.now().getEpochSecond())
                                .toString());
        Users.write(review.putObject("status").putObject("userInfo"), context.user());
    }

    /** The user whose token it is. */
    public void token(RequestContext context, ObjectNode review) {
        JsonNode spec = review.path("spec");
        String token = spec.path("token").asText("");
        if (token.isEmpty()) {
            throw ApiException.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences =
                spec.path("audiences").valueStream().map(JsonNode::asText).toList();
        ObjectNode status = review.putObject("status");
        try {
            Optional<TokenUser> known = tokens.authenticate(token, audiences);
            known.ifPresentOrElse(
                    user -> fill(status, user),
                    () -> status.put("authenticated", false).putObject("user"));
        } catch (ApiException refused) {
            status.put("authenticated", false).putObject("user");
            status.put("error", refused.getMessage());
        }
    }

    private static void fill(ObjectNode status, TokenUser known) {
        status.put("authenticated", true);
        Users.write(status.putObject("user"), Credentials.withGroup(known.user()));
        if (!known.audiences().isEmpty()) {
            known.audiences().forEach(status.putArray("audiences")::add);
        }
    }
}
