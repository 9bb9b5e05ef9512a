package io.jubernetes.apiserver.authentication;

import io.jubernetes.apimachinery.api.UserInfo;
import java.util.List;
import java.util.Optional;

/** Knows one kind of bearer tokens. */
public interface TokenAuthenticator {

    /**
     * Whom a token speaks for, or empty when it is none of this kind.
     *
     * @param audiences whom the token must be meant for, at least one of them; empty for this server itself
     * @throws io.jubernetes.apimachinery.error.ApiException Unauthorized when it is of this kind, but not good
     */
    Optional<TokenUser> authenticate(String token, List<String> audiences);

    /**
     * A token's user.
     *
     * @param audiences which of the wanted audiences the token is meant for; empty for a kind of token that has none
     */
    record TokenUser(UserInfo user, List<String> audiences) {}
}
