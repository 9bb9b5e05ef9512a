package io.jubernetes.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/** What pods refer to in the cluster, as it is now. Objects are constants. May wait for the first answer about an object. */
public interface ClusterObjects {

    Optional<ConfigMap> configMap(String namespace, String name) throws InterruptedException;

    Optional<Secret> secret(String namespace, String name) throws InterruptedException;

    /** The services of a namespace, by name. */
    List<Service> services(String namespace) throws InterruptedException;

    /** The service by which pods find the API server. */
    Optional<Service> apiServer() throws InterruptedException;

    /** The handler by which the runtime knows a RuntimeClass. */
    Optional<String> runtimeHandler(String runtimeClass) throws InterruptedException;

    Optional<PersistentVolumeClaim> claim(String namespace, String name) throws InterruptedException;

    Optional<PersistentVolume> persistentVolume(String name) throws InterruptedException;
}
