/** Placeholder. */
@NullMarked
package io.jubernetes.controllers;

import org.jspecify.annotations.NullMarked;
