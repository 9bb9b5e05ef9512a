/**
 * Images of a node without a container daemon: a store by content that all pods share, archives, registries.
 *
 * <p>A <em>blob</em> is named by its SHA-256. An image's <em>manifest</em> names its configuration and its layers; its <em>id</em>
 * is its configuration's digest. A <em>layer</em> is unpacked once, by the digest of its uncompressed archive, into a directory
 * that overlayfs stacks under a container's own.
 */
@NullMarked
package io.jubernetes.kubelet.image;

import org.jspecify.annotations.NullMarked;
