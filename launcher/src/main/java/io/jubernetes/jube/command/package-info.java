/** One file per command of {@code jube}: flags to settings, settings to components. */
@NullMarked
package io.jubernetes.jube.command;

import org.jspecify.annotations.NullMarked;
