package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.List;
import java.util.Map;

/** Another process that has a say in where pods go. It is asked after all plugins. */
public interface Extender {

    /** By which plugins' names a rejection by one of them is known. */
    String NAME = "Extender";

    /** How much better its best score is than its scores go: it gives 0 to 10, plugins 0 to 100. */
    long SCORE_UNIT = ScorePlugin.MAX / 10;

    /** Whether it wants to be asked about the pod. */
    boolean isInterested(Pod pod);

    /** Whether its failures do not matter. */
    boolean isIgnorable();

    boolean filters();

    /**
     * @throws ExtenderException when there is no answer
     */
    Filtered filter(Pod pod, List<NodeState> nodes);

    boolean scores();

    /** The scores of nodes, weighted, in units of {@link #SCORE_UNIT}. */
    Map<String, Long> score(Pod pod, List<NodeState> nodes);

    boolean preempts();

    /** Which of the candidates may be chosen, with those of the victims who have to go. */
    List<Candidate> preempt(Pod pod, List<Candidate> candidates);

    boolean binds();

    void bind(Pod pod, String node);

    /**
     * @param kept the names of the nodes that will do
     * @param failed why others will not, by their names
     * @param hopeless the same for nodes where fewer pods would not help
     */
    record Filtered(List<String> kept, Map<String, String> failed, Map<String, String> hopeless) {}

    /** A node and who would have to go from it. @param violations how many of them a disruption budget protects */
    record Candidate(NodeState node, List<io.jubernetes.scheduler.snapshot.PlacedPod> victims, int violations) {}
}
