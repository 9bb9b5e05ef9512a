/** What every namespace has: a default service account, and the certificate authority that pods trust. */
@NullMarked
package io.jubernetes.controllers.serviceaccount;

import org.jspecify.annotations.NullMarked;
