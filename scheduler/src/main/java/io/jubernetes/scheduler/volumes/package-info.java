/**
 * What volumes have to say about where a pod can go: {@code VolumeBinding}, {@code VolumeZone}, {@code VolumeRestrictions}, {@code
 * NodeVolumeLimits}.
 */
@NullMarked
package io.jubernetes.scheduler.volumes;

import org.jspecify.annotations.NullMarked;
