/** Devices that pods claim: {@code DynamicResources}, by structured parameters. */
@NullMarked
package io.jubernetes.scheduler.devices;

import org.jspecify.annotations.NullMarked;
