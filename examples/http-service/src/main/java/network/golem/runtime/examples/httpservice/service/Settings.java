package network.golem.runtime.examples.httpservice.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runtime's configuration, `NAME/NAME.json` (or `.toml`, `.yaml`, `.yml`) in the user's data
/// directory.
///
/// @param dataDir of no use here: all that this runtime keeps is in the activity's directory
/// @param managementApiUrl of no use here: there is no second process to be managed
/// @param serviceLookupDirs where service files are looked for first
public record Settings(
    @Nullable String dataDir, @Nullable String managementApiUrl, List<String> serviceLookupDirs) {
  Settings() {
    this(null, null, List.of());
  }
}
