/** Whether the server lives and is ready, and what it counts. */
@NullMarked
package io.jubernetes.apiserver.health;

import org.jspecify.annotations.NullMarked;
