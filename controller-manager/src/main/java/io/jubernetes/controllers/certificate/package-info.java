/** Requests for certificates: approved, signed, and taken away when nobody needs them any more. */
@NullMarked
package io.jubernetes.controllers.certificate;

import org.jspecify.annotations.NullMarked;
