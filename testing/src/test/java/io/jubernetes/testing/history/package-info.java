/** What a server gives up as time goes by: the store's history, and Events. */
@NullMarked
package io.jubernetes.testing.history;

import org.jspecify.annotations.NullMarked;
