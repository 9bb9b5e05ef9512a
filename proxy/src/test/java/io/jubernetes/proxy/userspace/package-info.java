@NullMarked
package io.jubernetes.proxy.userspace;

import org.jspecify.annotations.NullMarked;
