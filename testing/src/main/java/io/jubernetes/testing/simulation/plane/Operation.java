package io.jubernetes.testing.simulation.plane;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What can happen in the turbulent part of a scenario. */
enum Operation {
    SCALE,
    NEW_IMAGE,
    CHANGE_STATEFUL_SET,
    START_JOB,
    DELETE_POD,
    DELETE_NODE,
    DISTURB,
    CRASH_PROCESS,
    RESTART_PROCESS,
    CRASH_API_SERVER,
    WAIT;

    private static final int MOST = 7;

    /** Swarm testing: each run prefers some operations and never does some others. */
    static List<Operation> draw(RandomGenerator random) {
        Map<Operation, Integer> weights = new EnumMap<>(Operation.class);
        for (Operation operation : values()) {
            weights.put(operation, random.nextInt(3));
        }
        List<Operation> bag = new ArrayList<>(List.of(SCALE, NEW_IMAGE));
        weights.forEach((operation, weight) -> {
            for (int i = 0; i < weight * weight; i++) {
                bag.add(operation);
            }
        });
        List<Operation> drawn = new ArrayList<>();
        int count = 2 + random.nextInt(MOST - 1);
        for (int i = 0; i < count; i++) {
            drawn.add(bag.get(random.nextInt(bag.size())));
        }
        return drawn;
    }
}
