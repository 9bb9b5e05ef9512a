package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelector;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds devices on one node for claims that have none: request by request, taking back what leads nowhere. Each device goes to one
 * claim; those that share counters with others are left alone.
 */
final class Allocator {

    private final DeviceObjects objects;
    private final Selectors selectors;
    private final List<Candidate> candidates;
    private final Set<String> used;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();

    /** One request of one claim. */
    private record Slot(int claim, List<Want> alternatives, Constraints constraints) {}

    /** A device for a request. */
    record Choice(int claim, Want want, Candidate candidate) {}

    Allocator(NodeState node, DeviceObjects objects, Selectors selectors, List<ResourceClaim> claims) {
        this.objects = objects;
        this.selectors = selectors;
        this.candidates = NodeDevices.of(node, objects).stream()
                .filter(candidate -> candidate.device().getConsumesCounters().isEmpty())
                .toList();
        this.used = new HashSet<>(objects.taken());
        for (int i = 0; i < claims.size(); i++) {
            var devices = claims.get(i).getSpec().getDevices();
            Constraints constraints = new Constraints(devices.getConstraints());
            for (DeviceRequest request : devices.getRequests()) {
                slots.add(new Slot(i, Want.of(request), constraints));
            }
        }
    }

    /** The devices of all claims; null when the node does not have them. */
    @Nullable
    List<Choice> allocate() {
        return fill(0) ? choices : null;
    }

    private boolean fill(int index) {
        if (index == slots.size()) {
            return true;
        }
        Slot slot = slots.get(index);
        for (Want want : slot.alternatives) {
            DeviceClass known = objects.deviceClass(want.deviceClass());
            if (known != null && fill(index, slot, want, matching(want, known))) {
                return true;
            }
        }
        return false;
    }

    private List<Candidate> matching(Want want, DeviceClass known) {
        List<DeviceSelector> all = want.allSelectors(known);
        return candidates.stream()
                .filter(candidate -> want.tolerates(candidate) && selectors.match(all, candidate))
                .toList();
    }

    private boolean fill(int index, Slot slot, Want want, List<Candidate> matching) {
        if (want.count() > 0) {
            return choose(index, slot, want, matching, new Progress(0, want.count()));
        }
        boolean allFree = want.admin() || matching.stream().noneMatch(candidate -> used.contains(candidate.id()));
        return !matching.isEmpty() && allFree && choose(index, slot, want, matching, new Progress(0, matching.size()));
    }

    /** Where to look on, and how many are missing. */
    private record Progress(int from, int missing) {}

    private boolean choose(int index, Slot slot, Want want, List<Candidate> matching, Progress progress) {
        if (progress.missing == 0) {
            return fill(index + 1);
        }
        for (int i = progress.from; i <= matching.size() - progress.missing; i++) {
            Candidate candidate = matching.get(i);
            if (take(slot, want, candidate)) {
                if (choose(index, slot, want, matching, new Progress(i + 1, progress.missing - 1))) {
                    return true;
                }
                giveBack(slot, want, candidate);
            }
        }
        return false;
    }

    private boolean take(Slot slot, Want want, Candidate candidate) {
        if ((!want.admin() && used.contains(candidate.id())) || !slot.constraints.add(want, candidate)) {
            return false;
        }
        if (!want.admin()) {
            used.add(candidate.id());
        }
        choices.add(new Choice(slot.claim, want, candidate));
        return true;
    }

    private void giveBack(Slot slot, Want want, Candidate candidate) {
        choices.removeLast();
        slot.constraints.remove(want);
        if (!want.admin()) {
            used.remove(candidate.id());
        }
    }
}
