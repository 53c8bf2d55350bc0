package network.golem.runtime.examples.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import network.golem.runtime.testkit.JoinedNetwork;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

@RuntimeTest(Ping.class)
class PingTest {
  private static final String ASKER = "901300000001"; // its hardware address
  private static final String OWN = "a0130a010203"; // the runtime's

  /// Who has 10.1.2.3? Tell 10.1.2.9.
  private static final String ARP_REQUEST =
      "ffffffffffff" + ASKER + "0806" + "0001080006040001" + ASKER + "0a010209000000000000";

  /// An echo request of 10.1.2.9, with its checksums, behind the two hardware addresses.
  private static final String ECHO =
      "0800" + "4500001f000100004001" + "62d0" + "0a0102090a010203" + "0800679200010001" + "6f6b21";

  private static byte[] frame(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex));
  }

  private static JoinedNetwork join(RuntimeSession session) {
    return session.joinNetwork("10.1.2.0/24", "10.1.2.3");
  }

  @Test
  void answersArpRequests(RuntimeSession session) {
    byte[] reply = join(session).send(frame(ARP_REQUEST, "0a010203")).receive();
    assertThat(reply)
        .isEqualTo(
            frame(ASKER, OWN, "0806", "0001080006040002", OWN, "0a010203", ASKER, "0a010209"));
  }

  @Test
  void answersAPing(RuntimeSession session) {
    byte[] reply = join(session).send(frame(OWN, ASKER, ECHO)).receive();
    assertThat(reply)
        .isEqualTo(
            frame(
                ASKER,
                OWN,
                "0800" + "4500001f000100004001" + "62d0" + "0a0102030a010209",
                "00006f9200010001" + "6f6b21"));
  }

  @Test
  void ignoresOtherFrames(RuntimeSession session) {
    JoinedNetwork network = join(session);
    network.send(frame(ARP_REQUEST, "0a010204")); // another's address
    network.send(frame(OWN, ASKER, "86dd", "60000000")); // IPv6
    network.send(frame(OWN, ASKER, "0800")); // cut off
    network.send(frame(OWN, ASKER, ECHO.replace("6f6b21", "6f6b22"))); // a wrong checksum
    network.send(frame("00")); // no frame at all
    network.send(frame(OWN, ASKER, ECHO));
    assertThat(network.receive()).hasSize(14 + 31);
    assertThat(session.run("count")).succeeded().hasStdout("1 answered\n");
  }
}
