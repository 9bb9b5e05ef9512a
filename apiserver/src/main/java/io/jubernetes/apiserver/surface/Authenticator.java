package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.UserInfo;
import java.util.Optional;

/** Finds out who sent a request. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The user, or empty when the request carries no credential that this authenticator knows.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException Unauthorized when a credential is there, but wrong
     */
    Optional<UserInfo> authenticate(ApiRequest request);
}
