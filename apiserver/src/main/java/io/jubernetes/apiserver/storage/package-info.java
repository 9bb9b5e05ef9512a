/** How objects lie in the versioned store: keys, and bytes into which the revision is spliced when they are read. */
@NullMarked
package io.jubernetes.apiserver.storage;

import org.jspecify.annotations.NullMarked;
