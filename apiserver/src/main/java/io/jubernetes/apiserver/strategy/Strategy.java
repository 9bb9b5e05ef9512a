package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to a kind. The schema has done its part before: types are right, constant defaults are filled in. What a
 * kind does not override is what Kubernetes does for most.
 *
 * <p>Objects are complete trees; {@code previous} is as stored, and never changed. Strategies have no state.
 */
public interface Strategy {

    /** Fills in what constants cannot say: what depends on other fields. Also applied to what updates and patches leave. */
    default void defaults(ObjectNode object) {}

    /** Clears what clients do not set, and sets the first status. */
    default void prepareForCreate(ObjectNode object) {}

    default void validate(ObjectNode object, Problems problems) {}

    default void prepareForUpdate(ObjectNode next, ObjectNode previous) {}

    /** Validates what an update makes of an object; {@link #validate} is not called besides. */
    default void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
    }

    /** The rule of a subresource that takes the object itself, or null when the generic one for it is right. */
    default @Nullable UpdateRule rule(String subresource) {
        return null;
    }

    /** What is wrong with a name. */
    default List<String> nameProblems(String name) {
        return Names.dns1123Subdomain(name);
    }

    /** Whether writing an object that is not there creates it. */
    default boolean createsOnUpdate() {
        return false;
    }

    /** Whether an update may do without a resourceVersion. */
    default boolean updatesUnconditionally() {
        return true;
    }

    /** Whether {@code metadata.generation} counts the changes of what users ask for. */
    default boolean hasGeneration() {
        return false;
    }

    /** Whether a change of the status is one of what users ask for. */
    default boolean statusCounts() {
        return false;
    }

    /** What a delete does with dependents when the caller does not say. */
    default Propagation defaultPropagation() {
        return Propagation.BACKGROUND;
    }

    /** How many seconds the object gets to end by itself; 0 takes it away at once. @param asked null when the caller left it open */
    default long gracePeriod(ObjectNode object, @Nullable Long asked) {
        return 0;
    }

    /** Whether something besides {@code metadata.finalizers} keeps a deleted object. */
    default boolean heldBack(ObjectNode object) {
        return false;
    }

    /** Called when deletion begins and the object stays for now. */
    default void deletionBegins(ObjectNode object) {}

    /** Whether a delete answers with the object that it took away, rather than with a Status. */
    default boolean returnsDeleted() {
        return false;
    }

    /** Whether who creates an object may say its first status. */
    default boolean keepsStatusOnCreate() {
        return false;
    }

    /** Texts that the client shows the user who wrote the object. */
    default List<String> warnings(ObjectNode object) {
        return List.of();
    }

    /** What becomes of an object's dependents. */
    enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }
}
