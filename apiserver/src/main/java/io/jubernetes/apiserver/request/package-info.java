/** What a request asks for, and what is known about it on its way. */
@NullMarked
package io.jubernetes.apiserver.request;

import org.jspecify.annotations.NullMarked;
