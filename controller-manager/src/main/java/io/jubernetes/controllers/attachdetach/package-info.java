/** Volumes of drivers that want to be told which node uses them. */
@NullMarked
package io.jubernetes.controllers.attachdetach;

import org.jspecify.annotations.NullMarked;
