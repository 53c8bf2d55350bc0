package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the desk, counters continue after a redeploy within a play; a second play in the same workdir
/// is another activity.
class CountersOfAPlayTest {
  private static final String WORK = "golem.usage.work";

  @TempDir Path directory;

  private double play(Path workdir, String... commands) throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("script.json"), "[" + String.join(", ", commands) + "]");
    Path agreement =
        Files.writeString(
            directory.resolve("agreement.json"),
            """
            {"agreementId": "1", "demand": {"properties": {}}, "offer": {"properties": {
              "golem.inf": {}, "golem.com.usage.vector": ["%s"],
              "golem.com.pricing.model": "linear",
              "golem.com.pricing.model.linear.coeffs": [1, 0]}}}
            """
                .formatted(WORK));
    List<PlayEvent> events = new CopyOnWriteArrayList<>();
    boolean succeeded =
        new ScriptPlayer(
                RuntimeBinary.at(
                    RuntimeLauncher.of(CountersOfAnActivityTest.Counting.class).writeTo(directory)),
                PlayOptions.in(workdir).withAgreement(Optional.of(Agreement.read(agreement))),
                events::add)
            .play(ExeScript.read(script));
    assertThat(succeeded).as("%s", events).isTrue();
    return events.stream()
        .filter(PlayEvent.Ended.class::isInstance)
        .map(PlayEvent.Ended.class::cast)
        .flatMap(end -> end.usage().lines().stream())
        .filter(line -> line.property().equals(WORK))
        .findFirst()
        .orElseThrow()
        .amount()
        .doubleValue();
  }

  private static String add(int amount) {
    return "{\"run\": {\"entry_point\": \"add\", \"args\": [\"" + amount + "\"]}}";
  }

  @Test
  void redeployContinuesCountersAndSecondPlayRestartsThem() throws Exception {
    Path workdir = Files.createDirectory(directory.resolve("workdir"));
    String deploy = "{\"deploy\": {}}";
    String start = "{\"start\": {}}";
    String terminate = "{\"terminate\": {}}";
    assertThat(play(workdir, deploy, start, add(3), terminate, deploy, start, add(1))).isEqualTo(4);
    assertThat(play(workdir, deploy, start, add(2))).isEqualTo(2);
  }
}
