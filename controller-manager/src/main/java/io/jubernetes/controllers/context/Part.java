package io.jubernetes.controllers.context;

import io.jubernetes.client.controller.Controller;

/** A running part of the controller manager. Started once, when the shared informers are filled. */
public interface Part extends AutoCloseable {

    void start();

    @Override
    void close();

    /** A controller, and what it needs to be closed after it. */
    static Part of(Controller controller, AutoCloseable... after) {
        return new Part() {
            @Override
            public void start() {
                controller.start();
            }

            @Override
            public void close() {
                controller.close();
                for (AutoCloseable resource : after) {
                    closeQuietly(resource);
                }
            }
        };
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing failed", e);
        }
    }
}
