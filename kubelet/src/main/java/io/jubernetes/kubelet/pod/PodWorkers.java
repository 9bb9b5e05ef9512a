package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of all pods of the node, by uid: a pod that took the name of another one has its own. */
public final class PodWorkers implements ChangeHandler<Pod>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);

    private final PodServices services;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PodWorker> workers = new LinkedHashMap<>();
    private boolean closed;

    public PodWorkers(PodServices services) {
        this.services = services;
    }

    @Override
    public void added(Pod pod) {
        update(pod);
    }

    @Override
    public void updated(Pod old, Pod pod) {
        if (!Pods.uid(old).equals(Pods.uid(pod))) {
            deleted(old);
        }
        update(pod);
    }

    @Override
    public void deleted(Pod last) {
        lock.lock();
        try {
            PodWorker worker = workers.get(Pods.uid(last));
            if (worker != null) {
                worker.forget();
            }
        } finally {
            lock.unlock();
        }
    }

    private void update(Pod pod) {
        lock.lock();
        try {
            PodWorker worker = workers.get(Pods.uid(pod));
            if (worker == null) {
                begin(pod);
            } else {
                worker.update(pod);
            }
        } finally {
            lock.unlock();
        }
    }

    private PodWorker begin(Pod pod) {
        PodWorker worker = new PodWorker(services, pod, () -> end(Pods.uid(pod)));
        if (!closed) {
            workers.put(Pods.uid(pod), worker);
            worker.start();
        }
        return worker;
    }

    private void end(String uid) {
        lock.lock();
        try {
            workers.remove(uid);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a pod before its time; its status says why. */
    public void evict(Pod pod, Verdict why) {
        lock.lock();
        try {
            PodWorker worker = workers.get(Pods.uid(pod));
            if (worker != null) {
                worker.evict(why);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the node has to do with a pod. */
    public boolean knows(String podUid) {
        lock.lock();
        try {
            return workers.containsKey(podUid);
        } finally {
            lock.unlock();
        }
    }

    /** Something happened to a pod. */
    public void wake(String podUid) {
        lock.lock();
        try {
            PodWorker worker = workers.get(podUid);
            if (worker != null) {
                worker.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something that all pods of a namespace may refer to has changed. */
    public void wakeNamespace(String namespace) {
        lock.lock();
        try {
            workers.values().stream().filter(w -> w.isIn(namespace)).forEach(PodWorker::wake);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at all pods again. */
    public void wakeAll() {
        lock.lock();
        try {
            workers.values().forEach(PodWorker::wake);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the runtime has of pods that the cluster no longer knows. Call when all pods of the node have been seen. */
    public void endOrphans() {
        for (Sandbox sandbox : services.runtime().sandboxes(null)) {
            lock.lock();
            try {
                if (!workers.containsKey(sandbox.pod().uid())) {
                    LOG.info("A pod that is gone from the cluster is ended: pod={}", sandbox.pod());
                    begin(remnant(sandbox)).forget();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static Pod remnant(Sandbox sandbox) {
        PodSpec spec = new PodSpec();
        spec.setContainers(List.of());
        return new PodBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace(sandbox.pod().namespace())
                        .withName(sandbox.pod().name())
                        .withUid(sandbox.pod().uid())
                        .build())
                .withSpec(spec)
                .build();
    }

    /** Stops working; what runs goes on. */
    @Override
    public void close() {
        List<PodWorker> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(workers.values());
        } finally {
            lock.unlock();
        }
        all.forEach(PodWorker::stop);
    }
}
