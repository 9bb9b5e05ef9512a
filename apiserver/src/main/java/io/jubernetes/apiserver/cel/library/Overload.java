package io.jubernetes.apiserver.cel.library;

import dev.cel.common.types.CelType;
import java.util.List;

/**
 * A function for arguments of certain types.
 *
 * @param id by which the checked expression names it
 * @param member whether it is called on its first argument
 * @param parameters the types of all arguments
 */
public record Overload(
        String function, String id, boolean member, CelType result, List<CelType> parameters, Implementation body) {

    /** What a function does. Arguments have the types of the overload, as far as a value shows its type. */
    @FunctionalInterface
    public interface Implementation {

        /** @throws io.jubernetes.apiserver.cel.value.CelError when there is no result */
        Object apply(Object[] arguments);
    }

    public boolean takes(Object[] arguments) {
        if (arguments.length != parameters.size()) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!Types.isOf(parameters.get(i), arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
