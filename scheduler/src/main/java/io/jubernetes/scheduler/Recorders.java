package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.scheduler.framework.Profiles;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who tells of events: each profile in its own name. */
final class Recorders implements AutoCloseable {

    private final Profiles profiles;
    private final Map<String, EventRecorder> byProfile = new LinkedHashMap<>();

    Recorders(Environment environment, ApiClient client, Profiles profiles) {
        this.profiles = profiles;
        profiles.all()
                .forEach(profile -> byProfile.put(
                        profile.schedulerName(), new EventRecorder(environment, client, profile.schedulerName(), "")));
    }

    void normal(Pod about, Pod by, String reason, String message) {
        of(by).normal(about, reason, message);
    }

    void warning(Pod about, String reason, String message) {
        of(about).warning(about, reason, message);
    }

    private EventRecorder of(Pod pod) {
        EventRecorder recorder = byProfile.get(profiles.of(pod).schedulerName());
        if (recorder == null) {
            throw new IllegalStateException("no recorder for the profile of a pod");
        }
        return recorder;
    }

    @Override
    public void close() {
        byProfile.values().forEach(EventRecorder::close);
    }
}
