/// Configuration files, and their conversion to the author's types. [StoredFile] is the entry
/// point: [Binder] reads and writes with Jackson, and [BindingErrors] turns its exceptions into
/// sentences that name the file, the line and the key. The package is loaded only if a runtime asks
/// for its configuration.
@NullMarked
package network.golem.runtime.sdk.config;

import org.jspecify.annotations.NullMarked;
