/** The built-in provisioner: claims of the class {@code local-path} get directories of nodes. */
@NullMarked
package io.jubernetes.controllers.localpath;

import org.jspecify.annotations.NullMarked;
