/**
 * Pod networks by the Container Network Interface: a <em>network</em> is a list of plugins ({@code conflist}), each a program that
 * is told what to do by variables and standard input and answers on standard output. A <em>capability</em> is something that a
 * plugin takes from the pod ({@code portMappings}) rather than from its configuration.
 */
@NullMarked
package io.jubernetes.kubelet.runtime.cni;

import org.jspecify.annotations.NullMarked;
