package io.jubernetes.kubelet.runtime;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Stands for a function that this platform's C library does not have: calling it fails. */
final class MissingFunction {

    private MissingFunction() {}

    static MethodHandle of(String name, MethodType type) {
        IOException failure = new IOException("this platform has no " + name);
        MethodHandle thrower = MethodHandles.throwException(type.returnType(), IOException.class);
        return MethodHandles.dropArguments(thrower.bindTo(failure), 0, type.parameterList());
    }
}
