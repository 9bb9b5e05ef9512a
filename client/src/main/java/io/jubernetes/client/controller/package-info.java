/** The loop of a controller: a queue of keys, workers, a reconciler. */
@NullMarked
package io.jubernetes.client.controller;

import org.jspecify.annotations.NullMarked;
