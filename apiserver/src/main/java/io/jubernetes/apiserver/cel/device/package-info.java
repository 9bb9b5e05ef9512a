/** What device classes and claims say of devices. */
@NullMarked
package io.jubernetes.apiserver.cel.device;

import org.jspecify.annotations.NullMarked;
