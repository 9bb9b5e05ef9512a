package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.authentication.TokenAuthenticator;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.token.TokenSubject.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes and verifies the tokens of service accounts. A token is good while it is in its time, meant for us, signed by one of
 * our keys, and while the objects it is bound to are still the ones they were.
 */
public final class ServiceAccountTokens implements TokenAuthenticator {

    /** Clocks differ a little; and a token may outlive its pod's deletion by as much. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final Environment environment;
    private final TokenSettings settings;
    private final ObjectReader objects;

    public ServiceAccountTokens(Environment environment, TokenSettings settings, ObjectReader objects) {
        this.environment = environment;
        this.settings = settings;
        this.objects = objects;
    }

    TokenSettings settings() {
        return settings;
    }

    String issue(TokenClaims claims) {
        return Jwt.sign(settings.signer(), claims.toJson(settings.issuer()));
    }

    @Override
    public Optional<TokenUser> authenticate(String token, List<String> audiences) {
        Optional<Jwt> jwt =
                Jwt.parse(token).filter(t -> t.claims().path("iss").asText().equals(settings.issuer()));
        return jwt.map(t -> verified(t, audiences.isEmpty() ? settings.audiences() : audiences));
    }

    private TokenUser verified(Jwt jwt, List<String> audiences) {
        if (settings.keys().stream().noneMatch(jwt::isSignedBy)) {
            throw refusal("the token's signature is not valid");
        }
        TokenClaims claims = TokenClaims.of(jwt.claims());
        checkTime(claims);
        List<String> common =
                audiences.stream().filter(claims.audiences()::contains).toList();
        if (common.isEmpty()) {
            throw refusal(
                    "token audiences " + claims.audiences() + " is invalid for the target audiences " + audiences);
        }
        checkBindings(claims.subject());
        TokenSubject subject = claims.subject();
        UserInfo user =
                new UserInfo(subject.userName(), subject.account().uid(), subject.groups(), subject.extra(claims.id()));
        return new TokenUser(user, common);
    }

    private void checkTime(TokenClaims claims) {
        Instant now = environment.now();
        if (now.isAfter(claims.expires())) {
            throw refusal("service account token has expired");
        }
        if (now.plus(LEEWAY).isBefore(claims.issued())) {
            throw refusal("service account token is not valid yet");
        }
    }

    private void checkBindings(TokenSubject subject) {
        check("serviceaccounts", "service account", subject.namespace(), subject.account());
        check("pods", "pod", subject.namespace(), subject.pod());
        check("secrets", "secret", subject.namespace(), subject.secret());
        if (subject.pod() == null) {
            check("nodes", "node", "", subject.node());
        }
    }

    private void check(String resource, String what, String namespace, @Nullable Reference reference) {
        if (reference == null) {
            return;
        }
        ObjectNode object = objects.find("", resource, namespace, reference.name());
        if (object == null
                || !object.path("metadata").path("uid").asText().equals(reference.uid())
                || isLongDeleted(object)) {
            throw refusal(what + " " + namespace + "/" + reference.name() + " has been deleted");
        }
    }

    private boolean isLongDeleted(ObjectNode object) {
        String deleted = object.path("metadata").path("deletionTimestamp").asText("");
        return !deleted.isEmpty()
                && environment.now().isAfter(Instant.parse(deleted).plus(LEEWAY));
    }

    private static ApiException refusal(String why) {
        return new ApiException(StatusReason.Unauthorized, why);
    }
}
