@NullMarked
package io.jubernetes.proxy.nftables;

import org.jspecify.annotations.NullMarked;
