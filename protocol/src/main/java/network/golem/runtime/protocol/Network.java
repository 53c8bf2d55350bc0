package network.golem.runtime.protocol;

/// One network to join.
///
/// @param address the network's address
/// @param gateway the gateway's address, or empty
/// @param mask the netmask, dotted
/// @param interfaceAddress this node's own address
public record Network(String address, String gateway, String mask, String interfaceAddress) {}
