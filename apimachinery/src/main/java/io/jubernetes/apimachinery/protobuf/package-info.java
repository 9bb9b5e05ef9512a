/** The protobuf form of objects, read and written by the numbers in the type table. */
@NullMarked
package io.jubernetes.apimachinery.protobuf;

import org.jspecify.annotations.NullMarked;
