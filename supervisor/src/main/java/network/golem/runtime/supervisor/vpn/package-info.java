/// The desk as a node of the requestor's private network: Ethernet frames, ARP and ICMP echo.
@NullMarked
package network.golem.runtime.supervisor.vpn;

import org.jspecify.annotations.NullMarked;
