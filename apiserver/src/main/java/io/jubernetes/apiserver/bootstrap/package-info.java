/** What every cluster has from its first moment. */
@NullMarked
package io.jubernetes.apiserver.bootstrap;

import org.jspecify.annotations.NullMarked;
