/// The activity of one process: its directory, volumes and counters, and what `deploy` saves for
/// the later phases.
///
/// - `InvocationActivity` and `InvocationContext` implement the author's `Activity` and `Context`.
/// - Counters: `UsageCounters` counts and reports; `Sampling` and `OpenTimers` update them
///   periodically; `TotalsSaving` and `SavedTotals` carry the totals to the runtime's next process.
/// - Volumes: `VolumePlan` creates them in `deploy`, `SavedDeployment` passes them on,
///   `DeployedVolumes` resolves the requestor's paths.
@NullMarked
package network.golem.runtime.sdk.activity;

import org.jspecify.annotations.NullMarked;
