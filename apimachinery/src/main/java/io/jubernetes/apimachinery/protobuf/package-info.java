/** The protobuf form of objects, read by the numbers in the type table. */
@NullMarked
package io.jubernetes.apimachinery.protobuf;

import org.jspecify.annotations.NullMarked;
