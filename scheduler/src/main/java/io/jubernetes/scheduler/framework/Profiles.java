package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The profiles of a scheduler, by the name that pods ask for. */
public final class Profiles {

    private final Map<String, Profile> byName = new LinkedHashMap<>();
    private final Profile first;

    /** @param profiles at least one, with different names */
    public Profiles(List<Profile> profiles) {
        profiles.forEach(profile -> byName.put(profile.schedulerName(), profile));
        this.first = profiles.getFirst();
    }

    /** Whether the pod asks for one of these. */
    public boolean serve(Pod pod) {
        return byName.containsKey(pod.getSpec().getSchedulerName());
    }

    /** The profile of a pod; the first for one that asks for none of these. */
    public Profile of(Pod pod) {
        return byName.getOrDefault(pod.getSpec().getSchedulerName(), first);
    }

    public Collection<Profile> all() {
        return byName.values();
    }

    /** Who is tried first; all profiles have the same order. */
    public Comparator<QueueSortPlugin.Waiting> order() {
        return first.at(ExtensionPoint.QUEUE_SORT, QueueSortPlugin.class)
                .getFirst()
                .order();
    }
}
