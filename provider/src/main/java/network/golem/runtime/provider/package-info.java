/// The provider's side of a machine, in files: which runtimes it has and what it charges for them.
///
/// - A [Descriptor] (`ya-*.json` in the [PluginDirectory]) describes a runtime to the provider. A
///   [Preset] (in `presets.json`) offers a runtime at a price.
/// - [PublishedOffer] is what the provider publishes for a preset: the runtime's own
///   [OfferTemplate], its [LinearPricing], and the [OfferedHardware].
/// - [Installation] plans changes to these files, and applies them so that either all or none take
///   effect, even if a provider reads them at the same time or the machine loses power.
///   [Inspection] finds whatever keeps a provider from starting or from offering a runtime.
/// - [JsonFile] and [JsonFields] read the files. Their errors name the file, the key and what was
///   expected.
/// - [DescribedRuntime] is the runtime that a user names, by a path or by the name under which it
///   is installed in one of the [ProviderDirectories]. Problems that a user can fix are reported as
///   [ProviderException].
@NullMarked
package network.golem.runtime.provider;

import org.jspecify.annotations.NullMarked;
