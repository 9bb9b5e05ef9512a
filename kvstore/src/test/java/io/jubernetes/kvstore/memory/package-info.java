@NullMarked
package io.jubernetes.kvstore.memory;

import org.jspecify.annotations.NullMarked;
