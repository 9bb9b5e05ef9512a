/** What is said of admission policies. */
@NullMarked
package io.jubernetes.controllers.admissionpolicy;

import org.jspecify.annotations.NullMarked;
