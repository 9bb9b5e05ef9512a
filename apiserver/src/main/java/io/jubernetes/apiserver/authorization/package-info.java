/** Who may do what. */
@NullMarked
package io.jubernetes.apiserver.authorization;

import org.jspecify.annotations.NullMarked;
