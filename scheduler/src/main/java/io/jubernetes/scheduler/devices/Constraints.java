package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceConstraint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the devices of one claim must have in common, or must not, while they are chosen one after the other. */
final class Constraints {

    private final List<DeviceConstraint> constraints;
    private final List<Deque<DeviceAttribute>> seen = new ArrayList<>();

    Constraints(@Nullable List<DeviceConstraint> constraints) {
        this.constraints = constraints == null ? List.of() : constraints;
        this.constraints.forEach(_ -> seen.add(new ArrayDeque<>()));
    }

    /** Adds a device. @return false when it does not go with those that were added; then nothing changes */
    boolean add(Want want, Candidate candidate) {
        for (int i = 0; i < constraints.size(); i++) {
            if (want.isAmong(constraints.get(i).getRequests()) && !fits(i, candidate)) {
                return false;
            }
        }
        for (int i = 0; i < constraints.size(); i++) {
            if (want.isAmong(constraints.get(i).getRequests())) {
                seen.get(i).push(attribute(i, candidate));
            }
        }
        return true;
    }

    /** Takes the device away that was added last. */
    void remove(Want want) {
        for (int i = 0; i < constraints.size(); i++) {
            if (want.isAmong(constraints.get(i).getRequests())) {
                seen.get(i).pop();
            }
        }
    }

    private boolean fits(int index, Candidate candidate) {
        DeviceConstraint constraint = constraints.get(index);
        String name = name(constraint);
        DeviceAttribute attribute = name == null ? null : candidate.attribute(name);
        if (attribute == null) {
            return false;
        }
        boolean same = constraint.getMatchAttribute() != null;
        return seen.get(index).stream().allMatch(other -> isSame(other, attribute) == same);
    }

    private DeviceAttribute attribute(int index, Candidate candidate) {
        String name = name(constraints.get(index));
        return Objects.requireNonNull(candidate.attribute(String.valueOf(name)));
    }

    private static @Nullable String name(DeviceConstraint constraint) {
        return constraint.getMatchAttribute() == null
                ? constraint.getDistinctAttribute()
                : constraint.getMatchAttribute();
    }

    private static boolean isSame(DeviceAttribute a, DeviceAttribute b) {
        return Objects.equals(a.getString(), b.getString())
                && Objects.equals(a.getInt(), b.getInt())
                && Objects.equals(a.getBool(), b.getBool())
                && Objects.equals(a.getVersion(), b.getVersion());
    }
}
