/** What this server serves: groups, versions and resources, one by one or all at once. */
@NullMarked
package io.jubernetes.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
