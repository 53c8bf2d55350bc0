/// The usage of an activity, measured twice: exactly, and as a node counts it, which bills whole
/// seconds of each process and a quarter of the memory. [Meter] keeps both; [UsageSampler] reads
/// the processes while they are alive; [ReapedTime] asks the operating system about those that have
/// ended.
@NullMarked
package network.golem.runtime.supervisor.usage;

import org.jspecify.annotations.NullMarked;
