/** The dataplane of root on Linux: one nftables table, replaced whole in one transaction. */
@NullMarked
package io.jubernetes.proxy.nftables;

import org.jspecify.annotations.NullMarked;
