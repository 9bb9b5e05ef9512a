@NullMarked
package io.jubernetes.kvstore.rocks;

import org.jspecify.annotations.NullMarked;
