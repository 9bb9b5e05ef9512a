package io.jubernetes.client.controller;

/**
 * Brings the world nearer to what an object asks for.
 *
 * <p>Called with the key of an object that may have changed, or may be gone; never twice at a time with the same key. What it
 * does depends on the present state only, and doing it again does no harm. Objects from a cache are constants.
 */
@FunctionalInterface
public interface Reconciler {

    /**
     * Looks at one object and does what is due.
     *
     * @throws TerminalException when trying again cannot help before something changes; anything else that is thrown means
     *     "again, after a while that grows"
     */
    Result reconcile(Key key) throws Exception;
}
