/// The provider's side of a machine, in files: which runtimes it has and what it charges for them.
///
/// - A [Descriptor] (`ya-*.json` in the [PluginDirectory]) tells the provider of a runtime. A
///   [Preset] (in `presets.json`) offers one at a price.
/// - [PublishedOffer] is what the provider publishes for a preset: the runtime's own
///   [OfferTemplate], its [LinearPricing], and the [OfferedHardware].
/// - [Installation] plans changes to these files, and makes them so that a provider that reads
///   meanwhile, or a machine that loses power, sees either all or nothing of them. [Inspection]
///   finds what keeps a provider from starting or from offering.
/// - [JsonFile] and [JsonFields] read the files and name the file, the key and what was expected
///   when something is wrong.
/// - [DescribedRuntime] is the runtime that a user names, by a path or by the name under which it
///   is installed in one of the [ProviderDirectories]. Whatever a user can set right is a
///   [ProviderException].
@NullMarked
package network.golem.runtime.provider;

import org.jspecify.annotations.NullMarked;
