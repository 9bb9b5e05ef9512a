/** Who sent a request: client certificates, bearer tokens, or code within the process. */
@NullMarked
package io.jubernetes.apiserver.authentication;

import org.jspecify.annotations.NullMarked;
