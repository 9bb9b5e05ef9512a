package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;

/** Where tokens of service accounts come from; gives the same one until it is due for renewal. */
@FunctionalInterface
public interface TokenSource {

    /** @throws io.jubernetes.apimachinery.error.ApiException when the API server refuses it */
    String token(Pod pod, ServiceAccountTokenProjection wanted);
}
