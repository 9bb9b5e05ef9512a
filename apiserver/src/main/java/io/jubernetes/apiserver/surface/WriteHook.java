package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Takes part in the writes of one resource with something that lies outside the object: addresses, ports. */
public interface WriteHook {

    /** Whether the hook takes part in writes of a resource. */
    boolean concerns(String group, String resource);

    /**
     * Called before a write is validated and committed. May complete {@code next}, and reserves what it needs.
     *
     * @param previous the stored object; null when it is created
     * @param next the object to be written; null when it is deleted
     * @throws io.jubernetes.apimachinery.error.ApiException when what the object asks for cannot be had
     */
    Reservation reserve(@Nullable ObjectNode previous, @Nullable ObjectNode next, boolean dryRun);

    /** What a hook reserved for one write; exactly one of the methods is called, once. */
    interface Reservation {

        /** What is stored together with the object. When one of its new objects is there already, the write is tried again. */
        default Beside beside() {
            return Beside.NOTHING;
        }

        Reservation NOTHING = new Reservation() {
            @Override
            public void committed() {
                // nothing was reserved
            }

            @Override
            public void abandoned() {
                // nothing was reserved
            }
        };

        /** The write is in the store; never called for a dry run. */
        void committed();

        /** The write did not happen. */
        void abandoned();
    }
}
