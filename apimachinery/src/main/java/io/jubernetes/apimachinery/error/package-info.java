/** What an API server answers when it does not do what it was asked: one sealed family, one table of reasons and codes. */
@NullMarked
package io.jubernetes.apimachinery.error;

import org.jspecify.annotations.NullMarked;
