package io.jubernetes.apiserver.authentication;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.surface.Authenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks each authenticator in turn; whoever any of them knows belongs to {@code system:authenticated}. Callers within the
 * process are who they say they are.
 */
public final class Credentials implements Authenticator {

    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";

    private final List<Authenticator> authenticators;
    private final boolean anonymousAllowed;

    /** @param anonymousAllowed whether requests without any credential are let through, as {@code system:anonymous} */
    public Credentials(List<Authenticator> authenticators, boolean anonymousAllowed) {
        this.authenticators = List.copyOf(authenticators);
        this.anonymousAllowed = anonymousAllowed;
    }

    @Override
    public Optional<UserInfo> authenticate(ApiRequest request) {
        if (request.caller() instanceof Caller.Local(UserInfo user)) {
            return Optional.of(withGroup(user));
        }
        Optional<UserInfo> found = authenticators.stream()
                .flatMap(a -> a.authenticate(request).stream())
                .findFirst();
        if (found.isEmpty() && !anonymousAllowed) {
            throw BearerTokens.unauthorized();
        }
        return found.map(Credentials::withGroup);
    }

    /** The user with the group that everybody belongs to who is known. */
    public static UserInfo withGroup(UserInfo user) {
        if (user.groups().contains(AUTHENTICATED) || user.groups().contains(UNAUTHENTICATED)) {
            return user;
        }
        List<String> groups = new ArrayList<>(user.groups());
        groups.add(AUTHENTICATED);
        return new UserInfo(user.name(), user.uid(), groups, user.extra());
    }
}
