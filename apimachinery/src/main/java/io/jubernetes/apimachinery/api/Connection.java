package io.jubernetes.apimachinery.api;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection that left HTTP: bytes in both directions. Reading and writing may happen on two threads. */
public interface Connection extends Closeable {

    /** What the other side sends; reading waits. */
    InputStream input();

    /** What the other side gets; writing waits while it is slow. Flushing sends what is buffered. */
    OutputStream output();
}
