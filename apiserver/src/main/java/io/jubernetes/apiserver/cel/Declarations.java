package io.jubernetes.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import io.jubernetes.apiserver.cel.cost.SizeHints;
import java.util.Collection;
import java.util.Map;

/**
 * What an expression may name.
 *
 * @param variables their types
 * @param structs all types of objects that those types are made of
 * @param hints how large the variables are
 */
public record Declarations(Map<String, CelType> variables, Collection<StructType> structs, SizeHints hints) {}
