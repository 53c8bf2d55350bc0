package network.golem.runtime.sdk.definition;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The definition that a launcher passes equals that of the annotation.
class PackagedDefinitionTest {
  @RuntimeDef(
      name = "odd",
      version = "1.2",
      description = "Says 'a & b = 100 %' — “ünd” more\n",
      capabilities = {"vpn", "a b"},
      image = true,
      stopSeconds = 2.5,
      strictOptions = true,
      counters = {
        @UsageCounter(name = "my.a", description = "A&B °", price = 0.1),
        @UsageCounter(name = "golem.usage.cpu_sec", price = 1e-7)
      })
  static class Odd {}

  @RuntimeDef(name = "plain", mode = Mode.ONE_SHOT)
  static class Plain {}

  @AfterEach
  void forget() {
    System.clearProperty(PackagedDefinition.PROPERTY);
  }

  @Test
  void encodedDefinitionIsDecodedUnchanged() {
    Definition read = Definition.of(Odd.class);

    System.setProperty(PackagedDefinition.PROPERTY, PackagedDefinition.text(read));

    assertThat(PackagedDefinition.of(Odd.class)).contains(read);
    assertThat(PackagedDefinition.text(read)).matches("[A-Za-z0-9%&=._:/+,$-]*");
  }

  @Test
  void definitionOfAnotherClassIsIgnored() {
    System.setProperty(
        PackagedDefinition.PROPERTY, PackagedDefinition.text(Definition.of(Odd.class)));

    assertThat(Definition.of(Plain.class).name()).isEqualTo("plain");
    assertThat(Definition.nameOf(Plain.class)).isEqualTo("plain");
    assertThat(Definition.nameOf(Odd.class)).isEqualTo("odd");
  }
}
