@NullMarked
package io.jubernetes.apiserver.cel;

import org.jspecify.annotations.NullMarked;
