/** Who controls whom: owner references, adopting what matches a selector and releasing what does not any more. */
@NullMarked
package io.jubernetes.controllers.ownership;

import org.jspecify.annotations.NullMarked;
