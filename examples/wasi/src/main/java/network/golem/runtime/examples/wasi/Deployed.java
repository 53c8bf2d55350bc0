package network.golem.runtime.examples.wasi;

import java.util.List;

/// What `deploy` saves for the later phases.
///
/// @param taskPackage the package's absolute path
record Deployed(String taskPackage, List<Module> modules, List<Manifest.MountPoint> mountPoints) {

  /// An entry point with its code.
  record Module(Manifest.EntryPoint entryPoint, CodeCache.Code code) {}
}
