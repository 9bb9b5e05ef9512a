package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelector;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSubRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceTaint;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceToleration;
import io.fabric8.kubernetes.api.model.resource.v1.ExactDeviceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one request asks for, or one of its alternatives.
 *
 * @param request the name of the request; with {@code /} and the name of the alternative, if it is one
 * @param count how many devices; 0 for all that match
 * @param admin whether devices that others have will do too
 */
record Want(
        String request,
        String deviceClass,
        List<DeviceSelector> selectors,
        int count,
        boolean admin,
        List<DeviceToleration> tolerations) {

    static List<Want> of(DeviceRequest request) {
        List<Want> alternatives = new ArrayList<>();
        ExactDeviceRequest exactly = request.getExactly();
        if (exactly != null) {
            alternatives.add(new Want(
                    request.getName(),
                    exactly.getDeviceClassName(),
                    exactly.getSelectors(),
                    count(exactly.getAllocationMode(), exactly.getCount()),
                    Boolean.TRUE.equals(exactly.getAdminAccess()),
                    exactly.getTolerations()));
        }
        for (DeviceSubRequest sub : request.getFirstAvailable()) {
            alternatives.add(new Want(
                    request.getName() + "/" + sub.getName(),
                    sub.getDeviceClassName(),
                    sub.getSelectors(),
                    count(sub.getAllocationMode(), sub.getCount()),
                    false,
                    sub.getTolerations()));
        }
        return alternatives;
    }

    private static int count(String mode, Long count) {
        return "All".equals(mode) ? 0 : count == null ? 1 : Math.toIntExact(count);
    }

    /** Whether a constraint or a configuration that names these requests is about this one; one that names none is about all. */
    boolean isAmong(List<String> requests) {
        return requests.isEmpty()
                || requests.contains(request)
                || (request.contains("/") && requests.contains(request.substring(0, request.indexOf('/'))));
    }

    List<DeviceSelector> allSelectors(DeviceClass known) {
        List<DeviceSelector> all = new ArrayList<>(known.getSpec().getSelectors());
        all.addAll(selectors);
        return all;
    }

    boolean tolerates(Candidate candidate) {
        return candidate.device().getTaints().stream()
                .filter(taint -> !"None".equals(taint.getEffect()))
                .allMatch(taint -> tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint)));
    }

    private static boolean tolerates(DeviceToleration toleration, DeviceTaint taint) {
        String key = toleration.getKey();
        String effect = toleration.getEffect();
        boolean sameKey = key == null || key.isEmpty() || key.equals(taint.getKey());
        boolean sameEffect = effect == null || effect.isEmpty() || effect.equals(taint.getEffect());
        boolean sameValue = "Exists".equals(toleration.getOperator())
                || Objects.equals(Objects.toString(toleration.getValue(), ""), Objects.toString(taint.getValue(), ""));
        return sameKey && sameEffect && sameValue;
    }
}
