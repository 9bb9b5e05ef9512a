package io.jubernetes.controllers.context;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.client.ApiClient;

/** As whom controllers call the API: each as a service account of its own, so that each may do what it must and no more. */
@FunctionalInterface
public interface Identities {

    /** Where the accounts are. */
    String NAMESPACE = "kube-system";

    /** A client that calls as this account of {@link #NAMESPACE}. */
    ApiClient of(String account);

    /** All controllers call as whoever the client is. */
    static Identities all(ApiClient client) {
        return _ -> client;
    }

    /** For a server of this process, which believes who its callers say they are. */
    static Identities inProcess(ApiHandler server) {
        return account -> ApiClient.inProcess(
                server,
                new UserInfo(
                        "system:serviceaccount:" + NAMESPACE + ":" + account,
                        "system:serviceaccounts",
                        "system:serviceaccounts:" + NAMESPACE,
                        "system:authenticated"));
    }
}
