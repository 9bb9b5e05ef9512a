/** Controllers and scheduler against a real API server, in one process. */
@NullMarked
package io.jubernetes.testing.controllers;

import org.jspecify.annotations.NullMarked;
