/** What objects count as towards the quotas of their namespace. */
@NullMarked
package io.jubernetes.apiserver.quota;

import org.jspecify.annotations.NullMarked;
