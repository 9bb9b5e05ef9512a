/** What surrounds the core, asked through the server's front door. */
@NullMarked
package io.jubernetes.apiserver.surface;

import org.jspecify.annotations.NullMarked;
