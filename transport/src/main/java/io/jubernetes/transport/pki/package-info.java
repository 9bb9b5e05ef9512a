/**
 * Certificates: an own authority, PEM files, and what JSSE needs of them. Bouncy Castle is touched only when a certificate is
 * built or a signing request is read, so that a start with existing files does not load it.
 */
@NullMarked
package io.jubernetes.transport.pki;

import org.jspecify.annotations.NullMarked;
