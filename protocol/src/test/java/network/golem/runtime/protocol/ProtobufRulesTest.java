package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.Direction.FROM_RUNTIME;
import static network.golem.runtime.protocol.Direction.FROM_SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rules of protobuf that a message by message comparison with the oracle does not show well.
class ProtobufRulesTest {

  @Test
  void lastMemberOfAOneofWins() throws Exception {
    assertThat(request("08 05 | 62 00 | 5a 02 08 07")).isEqualTo(new Request.KillProcess(5, 7, 0));
  }

  @Test
  void memberThatOccursTwiceInARowIsMerged() throws Exception {
    assertThat(request("52 06 0a 01 61 12 01 62 | 52 06 0a 01 63 12 01 64"))
        .isEqualTo(new Request.RunProcess(0, "c", List.of("b", "d")));
  }

  @Test
  void memberAfterAnotherMemberIsNotMerged() throws Exception {
    assertThat(request("52 03 0a 01 61 | 62 00 | 52 03 12 01 62"))
        .isEqualTo(new Request.RunProcess(0, "", List.of("b")));
  }

  @Test
  void malformedMemberIsRefusedEvenIfAnotherFollows() {
    assertThatThrownBy(() -> request("12 03 0a 01 ff | 62 00"))
        .hasMessage("invalid UTF-8 in a string, at byte 5 of the input");
  }

  @Test
  void offsetsInMergedMessagesReferToTheStream() {
    assertThatThrownBy(() -> request("12 03 0a 01 61 | 12 03 0a 01 ff"))
        .hasMessage("invalid UTF-8 in a string, at byte 10 of the input");
  }

  @Test
  void flagDecidesWhetherItIsAnEvent() throws Exception {
    assertThat(runtimeMessage("10 03 | a2 01 02 08 01")).isEqualTo(new Response.Unrecognized(3));
    assertThat(runtimeMessage("08 01 | 10 03 | 52 02 08 01")).isEqualTo(new Event.Unrecognized());
    assertThat(runtimeMessage("a2 01 02 08 01 | 10 03 | 08 01"))
        .isEqualTo(Event.ProcessStatus.ended(1, 0));
  }

  @Test
  void knownFieldOfAnotherTypeIsIgnored() throws Exception {
    assertThat(request("0a 01 05 | 60 01 | 5d 00 00 00 00")).isEqualTo(new Request.Unrecognized(0));
  }

  @Test
  void numbersWithoutANameAreKept() throws Exception {
    assertThat(runtimeMessage("1a 02 08 0d"))
        .isEqualTo(new Response.Error(0, new ErrorCode(13), "", Map.of()));
    assertThat(request("f2 01 02 18 07"))
        .isEqualTo(new Request.CreateNetwork(0, List.of(), Map.of(), new NetworkInterface(7)));
  }

  @Test
  void mapEntriesKeepTheirOrderAndTheLastOfAKeyWins() throws Exception {
    Message error =
        runtimeMessage(
            "1a 18 | 1a 06 0a 01 7a 12 01 31 | 1a 06 0a 01 61 12 01 32 | 1a 06 0a 01 7a 12 01 33");

    assertThat(error)
        .isInstanceOfSatisfying(
            Response.Error.class,
            e -> assertThat(e.context()).containsExactly(Map.entry("z", "3"), Map.entry("a", "2")));
  }

  @Test
  void mapEntryMayLackKeyOrValue() throws Exception {
    assertThat(runtimeMessage("1a 07 | 1a 00 | 1a 03 0a 01 61"))
        .isEqualTo(new Response.Error(0, ErrorCode.INTERNAL, "", Map.of("", "", "a", "")));
  }

  @Test
  void groupsAreNestedAtMostAHundredDeep() throws Exception {
    String allowed = "1b".repeat(100) + "1c".repeat(100);

    assertThat(request(allowed)).isEqualTo(new Request.Unrecognized(0));
    assertThat(FROM_SUPERVISOR.oracle(Frames.hex(allowed))).isEqualTo(new Request.Unrecognized(0));
    assertThatThrownBy(() -> request("1b" + allowed + "1c"))
        .hasMessage("groups are nested too deeply, at byte 102 of the input");
    assertThatThrownBy(() -> FROM_SUPERVISOR.oracle(Frames.hex("1b" + allowed + "1c")))
        .hasMessageContaining("too many levels of nesting");
  }

  @Test
  void enclosingMessageCountsAsALevel() throws Exception {
    byte[] allowed = Frames.hex("12 c6 01" + "1b".repeat(99) + "1c".repeat(99));
    byte[] refused = Frames.hex("12 c8 01" + "1b".repeat(100) + "1c".repeat(100));

    assertThat(FROM_SUPERVISOR.readOne(Frames.around(allowed)))
        .isEqualTo(FROM_SUPERVISOR.oracle(allowed));
    assertThatThrownBy(() -> FROM_SUPERVISOR.read(Frames.around(refused)))
        .hasMessageStartingWith("groups are nested too deeply");
    assertThatThrownBy(() -> FROM_SUPERVISOR.oracle(refused))
        .hasMessageContaining("too many levels of nesting");
  }

  @Test
  void consecutiveGroupsAreNotNested() throws Exception {
    assertThat(request("1b 1c".repeat(1_000))).isEqualTo(new Request.Unrecognized(0));
  }

  @Test
  void everyNonZeroBoolIsTrue() throws Exception {
    Event running = Event.ProcessStatus.started(0);

    assertThat(runtimeMessage("08 02 | a2 01 06 10 80 80 80 80 10")).isEqualTo(running);
    assertThat(runtimeMessage("08 80 80 80 80 10 | a2 01 02 10 7f")).isEqualTo(running);
    assertThat(runtimeMessage("08 80 00 | a2 01 02 10 01")).isEqualTo(new Response.Unrecognized(0));
  }

  @Test
  void unpairedSurrogateIsSentAsAQuestionMark() throws Exception {
    assertThat(FROM_SUPERVISOR.readOne(Frames.of(new Request.Hello(2, "\ud83d"))))
        .isEqualTo(new Request.Hello(2, "?"));
  }

  private static Message request(String message) throws Exception {
    return FROM_SUPERVISOR.readOne(Frames.around(Frames.hex(message)));
  }

  private static Message runtimeMessage(String message) throws Exception {
    return FROM_RUNTIME.readOne(Frames.around(Frames.hex(message)));
  }
}
