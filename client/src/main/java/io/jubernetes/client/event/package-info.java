/** Events that people read in kubectl describe. */
@NullMarked
package io.jubernetes.client.event;

import org.jspecify.annotations.NullMarked;
