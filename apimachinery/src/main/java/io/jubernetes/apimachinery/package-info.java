/**
 * What every part of Jubernetes shares: the door to time and chance ({@code environment}), the shape of a request
 * ({@code api}), API errors ({@code error}), and the one schema with what it drives.
 */
@NullMarked
package io.jubernetes.apimachinery;

import org.jspecify.annotations.NullMarked;
