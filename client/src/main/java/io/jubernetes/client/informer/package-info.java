/** Local copies of the server's objects, kept current by list and watch. */
@NullMarked
package io.jubernetes.client.informer;

import org.jspecify.annotations.NullMarked;
