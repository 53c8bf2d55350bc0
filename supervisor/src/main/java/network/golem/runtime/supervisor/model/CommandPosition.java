package network.golem.runtime.supervisor.model;

/// Which command of which batch.
///
/// @param batch its id: 32 hexadecimal digits
/// @param index its place in the script, from 0
public record CommandPosition(String batch, int index) {}
