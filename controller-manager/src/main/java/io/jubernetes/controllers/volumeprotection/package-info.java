/** Claims that pods use, and volumes that are bound, do not go before nobody needs them. */
@NullMarked
package io.jubernetes.controllers.volumeprotection;

import org.jspecify.annotations.NullMarked;
