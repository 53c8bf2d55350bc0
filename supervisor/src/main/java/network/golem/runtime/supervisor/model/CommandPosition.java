package network.golem.runtime.supervisor.model;

/// Which command of which batch.
///
/// @param batch the id of the batch: 32 hexadecimal digits
/// @param index the position in the batch's script, from 0
public record CommandPosition(String batch, int index) {}
