package network.golem.runtime.cli;

import java.util.List;
import java.util.concurrent.Callable;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command about a provider on this machine. A refusal is one sentence, and exit code 1; exit
/// code 2 is for invalid arguments.
abstract class ProviderCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin ProviderOptions provider;

  /// @return the exit code
  abstract int call(ProviderDirectories directories) throws ProviderException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try {
      return call(provider.directories());
    } catch (ProviderException e) {
      if (spec.root().userObject() instanceof GolemRuntimeCommand main && main.debug) {
        e.printStackTrace(spec.commandLine().getErr());
      }
      e.sentences().forEach(this::complain);
      return GolemRuntimeCommand.FAILED;
    }
  }

  final void complain(String sentence) {
    spec.commandLine().getErr().println("golem-runtime: " + sentence);
  }

  final void warnOf(List<String> doubts) {
    doubts.forEach(doubt -> spec.commandLine().getErr().println("warning: " + doubt));
  }
}
