package network.golem.runtime.sdk.commandline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import network.golem.runtime.sdk.SupervisorEndpoint;

/// The options that a supervisor may pass to any runtime, as passed.
public record SupervisorOptions(
    Optional<String> workdir,
    List<String> taskPackages,
    OptionalInt cpuCores,
    OptionalDouble memGib,
    OptionalDouble storageGib,
    Optional<String> volumeOverride,
    Optional<String> hostname,
    Optional<SupervisorEndpoint> vpnEndpoint,
    Optional<SupervisorEndpoint> inetEndpoint) {}
