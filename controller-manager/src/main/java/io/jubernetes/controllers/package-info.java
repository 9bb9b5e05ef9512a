/**
 * The controllers: each keeps one kind of desired state. One package each, with the decision as a function ("given this state,
 * these writes") and a thin reconciler around it. {@link io.jubernetes.controllers.ControllerManager} puts them together.
 */
@NullMarked
package io.jubernetes.controllers;

import org.jspecify.annotations.NullMarked;
