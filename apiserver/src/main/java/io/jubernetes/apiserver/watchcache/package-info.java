/** The newest state of every resource and its recent changes, kept in memory as the bytes that readers get. */
@NullMarked
package io.jubernetes.apiserver.watchcache;

import org.jspecify.annotations.NullMarked;
