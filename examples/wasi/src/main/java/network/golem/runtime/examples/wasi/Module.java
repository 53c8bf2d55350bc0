package network.golem.runtime.examples.wasi;

import network.golem.runtime.examples.wasi.engine.Engine;

/// A module of the package that is loaded.
///
/// @param path the guest's argument 0
record Module(String path, Engine.Program program) {}
