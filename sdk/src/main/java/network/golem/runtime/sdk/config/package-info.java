/// Configuration files, and their conversion to the author's types. [StoredFile] is the entry
/// point: [Binder] reads plain records by itself ([PlainReader]), and has [JacksonBinder] read and
/// write all else. [BindingErrors] turns Jackson's exceptions into sentences that name the file,
/// the line and the key. The package is loaded only if a runtime asks for its configuration.
@NullMarked
package network.golem.runtime.sdk.config;

import org.jspecify.annotations.NullMarked;
