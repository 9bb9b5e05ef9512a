package io.jubernetes.apiserver.authentication;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.surface.Authenticator;
import io.jubernetes.transport.stream.WebSocketStream;
import io.jubernetes.transport.stream.WebSocketToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bearer tokens of all kinds that the server knows. */
public final class BearerTokens implements Authenticator, TokenAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);
    private static final String SCHEME = "bearer ";

    private final List<TokenAuthenticator> kinds;

    public BearerTokens(List<TokenAuthenticator> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public Optional<UserInfo> authenticate(ApiRequest request) {
        String header = request.headers().first("authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return ofWebSocket(request).map(this::known);
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.isEmpty() ? Optional.empty() : Optional.of(known(token));
    }

    private static Optional<String> ofWebSocket(ApiRequest request) {
        if (!WebSocketStream.isAsked(request)) {
            return Optional.empty();
        }
        try {
            return WebSocketToken.find(request.headers());
        } catch (IllegalArgumentException malformed) {
            throw unauthorized();
        }
    }

    /** The reason why a token is no good is for the log, not for who may have stolen it. */
    private UserInfo known(String token) {
        try {
            Optional<TokenUser> user = authenticate(token, List.of());
            return user.orElseThrow(BearerTokens::unauthorized).user();
        } catch (ApiException refused) {
            LOG.debug("bearer token refused; reason={}", refused.getMessage());
            throw unauthorized();
        }
    }

    @Override
    public Optional<TokenUser> authenticate(String token, List<String> audiences) {
        return kinds.stream()
                .flatMap(kind -> kind.authenticate(token, audiences).stream())
                .findFirst();
    }

    static ApiException unauthorized() {
        return new ApiException(StatusReason.Unauthorized, "Unauthorized");
    }
}
