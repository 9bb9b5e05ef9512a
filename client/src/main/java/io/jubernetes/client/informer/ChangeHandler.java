package io.jubernetes.client.informer;

/**
 * Told about every change to an informer's store, in order, after the store has it. Objects are constants. It must not wait for
 * long: the informer waits with it. Some states of an object may be left out, never the last.
 */
public interface ChangeHandler<T> {

    void added(T object);

    void updated(T old, T object);

    /** @param last as it was known last; perhaps not as it was when it was deleted */
    void deleted(T last);

    /** A handler to which all changes are the same. */
    static <T> ChangeHandler<T> of(java.util.function.Consumer<? super T> any) {
        return new ChangeHandler<>() {
            @Override
            public void added(T object) {
                any.accept(object);
            }

            @Override
            public void updated(T old, T object) {
                any.accept(object);
            }

            @Override
            public void deleted(T last) {
                any.accept(last);
            }
        };
    }
}
