/** Which resources the API serves now. */
@NullMarked
package io.jubernetes.controllers.discovery;

import org.jspecify.annotations.NullMarked;
