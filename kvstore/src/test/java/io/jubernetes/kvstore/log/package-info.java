@NullMarked
package io.jubernetes.kvstore.log;

import org.jspecify.annotations.NullMarked;
