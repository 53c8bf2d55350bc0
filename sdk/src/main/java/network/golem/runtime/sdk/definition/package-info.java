/// An author's `@RuntimeDef`, read and checked once into a `Definition`. A packaged runtime does
/// not read the annotation again: the build encodes the definition, the launcher passes it on, and
/// this package decodes it.
@NullMarked
package network.golem.runtime.sdk.definition;

import org.jspecify.annotations.NullMarked;
