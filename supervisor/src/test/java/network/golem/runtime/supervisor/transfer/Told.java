package network.golem.runtime.supervisor.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Records what is reported about transfers.
final class Told implements Transfers.Observer {
  private final List<String> progress = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> falseSuccesses = new ArrayList<>();

  @Override
  public void moved(long done, OptionalLong total) {
    progress.add(done + " " + total.orElse(-1));
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public void falseSuccess(String sentence) {
    falseSuccesses.add(sentence);
  }

  List<String> progress() {
    return progress;
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> falseSuccesses() {
    return falseSuccesses;
  }
}
