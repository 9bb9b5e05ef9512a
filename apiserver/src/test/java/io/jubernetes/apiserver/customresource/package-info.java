@NullMarked
package io.jubernetes.apiserver.customresource;

import org.jspecify.annotations.NullMarked;
