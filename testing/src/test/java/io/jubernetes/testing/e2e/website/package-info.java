/** A sample of an operator: a website's pages are kept in a ConfigMap. */
@NullMarked
package io.jubernetes.testing.e2e.website;

import org.jspecify.annotations.NullMarked;
