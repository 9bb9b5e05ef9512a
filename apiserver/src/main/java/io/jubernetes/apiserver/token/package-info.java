/** Service account tokens: signed, bound to what they were made for, and the documents by which others verify them. */
@NullMarked
package io.jubernetes.apiserver.token;

import org.jspecify.annotations.NullMarked;
