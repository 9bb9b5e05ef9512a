package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.Owners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which slices to write so that a Service has the endpoints that it should have, with as few writes as the slices' limited size
 * allows: endpoints stay in the slice that they are in; new ones go where something is written anyway, then where there is
 * room, then into new slices.
 */
record SliceDecision(List<EndpointSlice> create, List<EndpointSlice> update, List<EndpointSlice> delete) {

    static final int MAX_ENDPOINTS = 100;
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    static final String MANAGER = "endpointslice-controller.k8s.io";

    static SliceDecision decide(
            Service service, Map<SliceGroup, Map<String, Endpoint>> desired, List<EndpointSlice> present) {
        SliceDecision decision = new SliceDecision(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<SliceGroup, List<EndpointSlice>> byGroup = new LinkedHashMap<>();
        present.forEach(slice -> byGroup.computeIfAbsent(SliceGroup.of(slice), _ -> new ArrayList<>())
                .add(slice));
        Map<SliceGroup, Map<String, Endpoint>> wanted = withPlaceholders(service, desired);
        wanted.forEach((group, endpoints) -> decision.settle(
                service, group, new LinkedHashMap<>(endpoints), byGroup.getOrDefault(group, List.of())));
        byGroup.forEach((group, slices) -> {
            if (!wanted.containsKey(group)) {
                decision.delete.addAll(slices);
            }
        });
        return decision;
    }

    /** A Service without endpoints has one empty slice, so that consumers see that there are none. */
    private static Map<SliceGroup, Map<String, Endpoint>> withPlaceholders(
            Service service, Map<SliceGroup, Map<String, Endpoint>> desired) {
        Map<SliceGroup, Map<String, Endpoint>> wanted = new LinkedHashMap<>(desired);
        for (String type : DesiredEndpoints.addressTypes(service)) {
            if (desired.keySet().stream().noneMatch(group -> group.addressType().equals(type))) {
                wanted.put(new SliceGroup(type, List.of()), Map.of());
            }
        }
        return wanted;
    }

    private void settle(Service service, SliceGroup group, Map<String, Endpoint> missing, List<EndpointSlice> slices) {
        List<Draft> drafts = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            drafts.add(Draft.of(service, slice, missing));
        }
        drafts.stream().filter(Draft::isChanged).forEach(draft -> draft.fill(missing));
        drafts.forEach(draft -> draft.fill(missing));
        boolean first = drafts.isEmpty();
        while (!missing.isEmpty() || first) {
            Draft draft = new Draft(fresh(service, group), new ArrayList<>(), false);
            draft.fill(missing);
            create.add(draft.build());
            first = false;
        }
        keepOrDrop(drafts, !create.isEmpty());
    }

    /** Empty slices go, but not the last one. */
    private void keepOrDrop(List<Draft> drafts, boolean others) {
        boolean kept = others || drafts.stream().anyMatch(draft -> !draft.endpoints.isEmpty());
        for (Draft draft : drafts) {
            if (draft.endpoints.isEmpty() && kept) {
                delete.add(draft.slice);
            } else if (draft.isChanged()) {
                update.add(draft.build());
            }
            kept |= draft.endpoints.isEmpty();
        }
    }

    private static EndpointSlice fresh(Service service, SliceGroup group) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withGenerateName(service.getMetadata().getName() + "-")
                .withLabels(labels(service))
                .withOwnerReferences(Owners.controlledBy(service))
                .endMetadata()
                .withAddressType(group.addressType())
                .withPorts(group.apiPorts())
                .build();
    }

    private static Map<String, String> labels(Service service) {
        Map<String, String> labels = new TreeMap<>(LabelMatch.labels(service));
        labels.put(SERVICE_NAME, service.getMetadata().getName());
        labels.put(MANAGED_BY, MANAGER);
        if ("None".equals(service.getSpec().getClusterIP())) {
            labels.put("service.kubernetes.io/headless", "");
        }
        return labels;
    }

    /** A slice while its endpoints are sorted out. */
    private static final class Draft {

        private final EndpointSlice slice;
        private final List<Endpoint> endpoints;
        private boolean changed;

        Draft(EndpointSlice slice, List<Endpoint> endpoints, boolean changed) {
            this.slice = slice;
            this.endpoints = endpoints;
            this.changed = changed;
        }

        /** Keeps what is still wanted, as it is wanted now, and takes it off the list of what is missing. */
        static Draft of(Service service, EndpointSlice slice, Map<String, Endpoint> missing) {
            List<Endpoint> kept = new ArrayList<>();
            for (Endpoint endpoint : slice.getEndpoints()) {
                String uid = endpoint.getTargetRef() == null
                        ? ""
                        : endpoint.getTargetRef().getUid();
                Endpoint now = uid == null ? null : missing.remove(uid);
                if (now != null) {
                    kept.add(now);
                }
            }
            boolean relabelled = !LabelMatch.labels(slice).equals(labels(service));
            EndpointSlice base = !relabelled
                    ? slice
                    : new EndpointSliceBuilder(slice)
                            .editMetadata()
                            .withLabels(labels(service))
                            .endMetadata()
                            .build();
            return new Draft(base, kept, relabelled || !kept.equals(slice.getEndpoints()));
        }

        boolean isChanged() {
            return changed;
        }

        void fill(Map<String, Endpoint> missing) {
            var rest = missing.entrySet().iterator();
            while (rest.hasNext() && endpoints.size() < MAX_ENDPOINTS) {
                endpoints.add(rest.next().getValue());
                rest.remove();
                changed = true;
            }
        }

        EndpointSlice build() {
            return new EndpointSliceBuilder(slice).withEndpoints(endpoints).build();
        }
    }
}
