/// Transfers files between an activity's volumes and the outside world, and fetches task packages,
/// as a node's supervisor does. A command calls [TransferStep]. [Transfers] transfers one file from
/// a [TransferSource] to a [TransferDestination], and tries again when a node does; [TaskPackages]
/// is the cache of images; [VolumeTable] maps a path in the container to a file.
///
/// The HTTP client is our own ([Web], [WebConnection]), because the JDK's client retries and
/// follows redirects when a node does not. A node reports some broken transfers as successes: each
/// is detected here as a *flaw*, and reported as a false success.
@NullMarked
package network.golem.runtime.supervisor.transfer;

import org.jspecify.annotations.NullMarked;
