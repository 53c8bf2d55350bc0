package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.provider.LinearPricing;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.provider.OfferedHardware;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.PublishedOffer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a requestor and a provider have agreed on, as far as a supervisor reads it.
///
/// @param usageVector the counters that are reported, in order
/// @param pricing the prices of these counters; empty if no prices were agreed on, so that nothing
///   is billed
/// @param hardware the limits of the activity
/// @param taskPackage the image: `hash:ALG:HEX:URL`
/// @param capabilities what the provider's offer lists
/// @param warnings one sentence for each part of the agreement that has no effect on the desk
/// @param madeUp whether it was derived from the descriptor and this machine, instead of read from
///   a file
public record Agreement(
    String id,
    List<String> usageVector,
    Optional<LinearPricing> pricing,
    Limits hardware,
    Optional<String> taskPackage,
    List<String> capabilities,
    List<String> warnings,
    boolean madeUp) {

  public Agreement {
    usageVector = List.copyOf(usageVector);
    capabilities = List.copyOf(capabilities);
    warnings = List.copyOf(warnings);
  }

  /// An agreement without prices.
  public Agreement(
      String id,
      List<String> usageVector,
      Limits hardware,
      Optional<String> taskPackage,
      List<String> capabilities,
      List<String> warnings,
      boolean madeUp) {
    this(id, usageVector, Optional.empty(), hardware, taskPackage, capabilities, warnings, madeUp);
  }

  /// The limits of an activity. They are passed to the runtime if its descriptor has
  /// `--runtime-managed-hardware`; otherwise the supervisor enforces them.
  ///
  /// @param memoryGib, storageGib in units of 2^30 bytes
  public record Limits(
      Optional<BigDecimal> cpuThreads,
      Optional<BigDecimal> memoryGib,
      Optional<BigDecimal> storageGib) {}

  /// Reads an agreement: YAML if the file's name ends in `.yaml`, otherwise JSON. Dots in a key
  /// separate the keys of nested objects.
  public static Agreement read(Path file) throws ProviderException {
    return AgreementReader.read(file);
  }

  /// The agreement that a requestor would get if this machine offered the runtime at its author's
  /// prices.
  ///
  /// @param partition a directory on the partition that is offered
  /// @param offer the offer templates of the supervisor and the runtime, merged
  public static Agreement madeUp(RuntimeBinary runtime, Path partition, OfferTemplate offer) {
    OfferedHardware machine = OfferedHardware.ofMachine(partition);
    List<String> warnings = new ArrayList<>();
    Optional<LinearPricing> pricing = pricing(runtime, offer, warnings);
    return new Agreement(
        "desk",
        pricing.map(LinearPricing::vector).orElse(List.of()),
        pricing,
        new Limits(
            Optional.of(machine.threads()),
            Optional.of(machine.memoryGib()),
            Optional.of(machine.storageGib())),
        Optional.empty(),
        PublishedOffer.capabilities(offer),
        warnings,
        true);
  }

  private static Optional<LinearPricing> pricing(
      RuntimeBinary runtime, OfferTemplate offer, List<String> warnings) {
    if (runtime.descriptor().isEmpty() || runtime.preset().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LinearPricing.of(runtime.descriptor().get(), runtime.preset().get(), offer));
    } catch (ProviderException e) {
      warnings.add(e.sentence());
      return Optional.of(
          new LinearPricing(List.of(), List.of(runtime.preset().get().initialPrice())));
    }
  }

  /// Whether the runtime joins the requestor's private networks.
  public boolean hasVpn() {
    return capabilities.stream()
        .anyMatch(capability -> capability.strip().toLowerCase(Locale.ROOT).equals("vpn"));
  }

  /// The command line options that pass the limits to a runtime.
  public List<String> hardwareOptions() {
    return Stream.of(
            option("--cpu-cores", hardware.cpuThreads.map(n -> n.setScale(0, RoundingMode.DOWN))),
            option("--mem-gib", hardware.memoryGib),
            option("--storage-gib", hardware.storageGib))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> option(String name, Optional<BigDecimal> value) {
    return value.map(number -> List.of(name, shortest(number))).orElse(List.of());
  }

  private static String shortest(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /// The agreement in the format that [#read(Path)] reads.
  public String toJson() {
    ObjectNode agreement = JsonMapper.shared().createObjectNode();
    agreement.put("agreementId", id);
    ObjectNode offer = agreement.putObject("offer").putObject("properties");
    ArrayNode vector = offer.putArray("golem.com.usage.vector");
    usageVector.forEach(vector::add);
    if (pricing.isPresent()) {
      offer.put("golem.com.pricing.model", "linear");
      ArrayNode coeffs = offer.putArray("golem.com.pricing.model.linear.coeffs");
      pricing.get().coeffs().forEach(coeffs::add);
    }
    ObjectNode inf = offer.putObject("golem.inf");
    hardware.cpuThreads.ifPresent(number -> inf.put("cpu.threads", number));
    hardware.memoryGib.ifPresent(number -> inf.put("mem.gib", number));
    hardware.storageGib.ifPresent(number -> inf.put("storage.gib", number));
    ArrayNode words = offer.putArray("golem.runtime.capabilities");
    capabilities.forEach(words::add);
    ObjectNode demand = agreement.putObject("demand").putObject("properties");
    taskPackage.ifPresent(image -> demand.put("golem.srv.comp.task_package", image));
    return agreement.toPrettyString();
  }
}
