package network.golem.runtime.sdk.processes;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.processes.accounting.Offspring;
import network.golem.runtime.sdk.processes.accounting.OrphanWatch;
import network.golem.runtime.sdk.processes.accounting.Subreaper;
import network.golem.runtime.sdk.processes.ending.JavaSignals;
import network.golem.runtime.sdk.processes.ending.NativeSignals;
import network.golem.runtime.sdk.processes.ending.Signals;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.starting.JavaStarter;
import network.golem.runtime.sdk.processes.starting.NativeStarter;
import network.golem.runtime.sdk.processes.starting.ProgramStarter;
import network.golem.runtime.sdk.processes.table.InheritedFlag;
import network.golem.runtime.sdk.processes.table.Mark;
import network.golem.runtime.sdk.processes.table.ProcessSnapshot;

/// The state that is created for the first program, and used for all of them.
///
/// @param isNative whether programs are started without the JDK, so that their processor time is
///   known
/// @param warden ends the programs if this process is killed; empty if it could not be started
record Equipment(
    boolean isNative,
    ProgramStarter starter,
    Signals signals,
    Mark mark,
    Offspring offspring,
    Optional<Warden> warden) {

  /// @param adoptsOrphans whether descendants of programs become children of this process when they
  ///   lose their parents
  static Equipment make(boolean adoptsOrphans, Log log) {
    boolean natively = NativeStarter.isAvailable();
    Mark mark = Mark.make();
    InheritedFlag flag = natively ? NativeStarter.prepare() : InheritedFlag.NONE;
    Offspring offspring = new Offspring(mark, flag);
    ProgramStarter starter =
        natively ? new NativeStarter(offspring, flag) : new JavaStarter(offspring);
    Signals signals = natively ? new NativeSignals() : new JavaSignals();
    Optional<Warden> warden = startWarden(starter, mark, log);
    if (natively && adoptsOrphans) {
      Set<Long> exempt = warden.map(Warden::pid).map(Set::of).orElse(Set.of());
      Subreaper.become().ifPresent(reaper -> OrphanWatch.start(offspring, reaper, exempt, log));
    }
    return new Equipment(natively, starter, signals, mark, offspring, warden);
  }

  private static Optional<Warden> startWarden(ProgramStarter starter, Mark mark, Log log) {
    if (!ProcessSnapshot.isAvailable()) {
      return Optional.empty();
    }
    try {
      return Optional.of(starter.startWarden(mark));
    } catch (IOException e) {
      log.failure("no warden: programs will outlive this runtime if it is killed", e);
      return Optional.empty();
    }
  }

  /// The processes of these owners, and their descendants.
  Set<Long> processes(Predicate<String> owner) {
    return processes(owner, offspring.of(owner));
  }

  /// These children of this process, and their descendants.
  Set<Long> processesBelow(Set<Long> children) {
    return processes(_ -> false, children);
  }

  private Set<Long> processes(Predicate<String> owner, Set<Long> children) {
    return ProcessSnapshot.isAvailable()
        ? ProcessSnapshot.now().marked(mark, owner, children)
        : withDescendants(children);
  }

  private static Set<Long> withDescendants(Set<Long> children) {
    Set<Long> all = new LinkedHashSet<>(children);
    for (Long child : children) {
      ProcessHandle.of(child)
          .ifPresent(process -> process.descendants().map(ProcessHandle::pid).forEach(all::add));
    }
    return all;
  }
}
