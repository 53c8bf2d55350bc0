/// Moves files between an activity's volumes and the world, and fetches task packages, as a node's
/// supervisor does. [TransferStep] is what a command calls. [Transfers] moves one file from a
/// [TransferSource] to a [TransferDestination] and tries again where a node does; [TaskPackages] is
/// the cache of images; [VolumeTable] says which file a path of the container means.
///
/// The HTTP client is our own ([Web], [WebConnection]), because the JDK's retries and redirects
/// where a node does not. A node reports some broken transfers as successes: each is found here as
/// a *flaw*, and told as a false success.
@NullMarked
package network.golem.runtime.supervisor.transfer;

import org.jspecify.annotations.NullMarked;
