@NullMarked
package io.jubernetes.proxy.service;

import org.jspecify.annotations.NullMarked;
