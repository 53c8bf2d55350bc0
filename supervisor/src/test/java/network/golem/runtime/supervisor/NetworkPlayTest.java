package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static network.golem.runtime.supervisor.Desk.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.provider.ProviderException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Private networks of a script's `deploy`, and runtimes that fail to join them.
@Timeout(20)
class NetworkPlayTest {
  private static final String DEPLOY =
      """
      {"deploy": {"hosts": {"db": "10.1.2.9"}, "net": [
        {"id": "n", "ip": "10.1.2.77", "mask": "255.255.255.0", "nodeIp": "10.1.2.3",
         "gateway": "10.1.2.1", "nodes": {"10.1.2.3": "0xa", "10.1.2.9": "0xb"}},
        {"id": "m", "ip": "10.9.0.0/16", "nodeIp": "10.9.0.7", "nodes": {}}]}}
      """;

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void rogue() throws Exception {
    desk = Desk.ofRogue(folder);
    desk.offer("{\"golem.runtime.capabilities\": [\"start-entrypoint\", \" VPN \"]}");
  }

  @Test
  void joinRequestHasTheRealValues() throws Exception {
    assertThat(desk.play(DEPLOY, start("network", "nobody"))).isTrue();

    assertThat(desk.workdir.resolve("network"))
        .hasContent(
            "[Network[address=10.1.2.0, gateway=10.1.2.1, mask=255.255.255.0,"
                + " interfaceAddress=10.1.2.3], Network[address=10.9.0.0, gateway=,"
                + " mask=255.255.0.0, interfaceAddress=10.9.0.7]] {db=10.1.2.9} VPN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          refuse   | initialization error: Error { code: BadRequest, message: "no network", context: {"k": "v", "errno": "13"} }
          none     | No VM VPN network endpoint in CreateNetwork response
          datagram | Unsupported endpoint type / the runtime answered with UnixDatagram[path=/tmp/x]
          listener | Unsupported endpoint type / the runtime answered with TcpListener[address=127.0.0.1:1]
          nonsense | Invalid endpoint 'here' / the runtime answered with UdpDatagram[address=here]
          """)
  void failedJoinsFailTheStart(String how, String said) throws Exception {
    assertThat(desk.play(DEPLOY, start("network", how))).isFalse();

    assertThat(desk.result()).isEqualTo("start -1: " + said);
    desk.assertNobodyLeft("pid");
  }

  /// A script with invalid addresses is not refused: the command fails before the runtime is
  /// called.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.1.2.77     | x            | Net error: Invalid IP address: invalid IP address syntax / 'x' is not an IPv4 address
          10.1.2.77     | 10           | Net error: Invalid IP address: invalid IP address syntax / '10' is not an IPv4 address
          255.255.255.0 | x            | Net error: Invalid IP address: invalid IPv4 address syntax / 'x' is not an IPv4 address
          10.1.2.1      | x            | Net error: Invalid IP address: invalid IP address syntax / 'x' is not an IPv4 address
          10.1.2.9      | x            | Net error: Invalid IP address: invalid IP address syntax / 'x' is not an IPv4 address
          10.1.2.9      | 127.0.0.1    | Net error: IP address not allowed: 127.0.0.1 / '127.0.0.1' is not a valid node address: loopback, unspecified, multicast and broadcast are refused
          """)
  void invalidNetworksFailTheDeploy(String address, String other, String said) throws Exception {
    assertThat(desk.play(DEPLOY.replace('"' + address + '"', '"' + other + '"'))).isFalse();

    assertThat(desk.results()).containsExactly("deploy -1: " + said);
    assertThat(desk.warnings()).isEmpty();
  }

  /// A node checks neither when it deploys.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          255.255.255.0 | 255.0.255.0 | '255.0.255.0' is not a network mask
          10.1.2.3      | 127.0.0.1   | '127.0.0.1' is not a valid node address
          """)
  void invalidNetworksThatOnlyFailTheStart(String address, String other, String said)
      throws Exception {
    assertThat(
            desk.play(
                DEPLOY.replace('"' + address + "\",", '"' + other + "\","),
                start("network", "nobody")))
        .isFalse();

    assertThat(desk.results()).hasSize(2).first().isEqualTo("deploy");
    assertThat(desk.result()).startsWith("start -1: " + said);
    desk.assertNobodyLeft("pid");
  }

  @Test
  void networksOutliveTerminate() throws Exception {
    String again =
        """
        {"deploy": {"hosts": {"web": "10.1.2.8"}, "net": [
          {"id": "m", "ip": "10.8.0.0", "nodeIp": "10.8.0.7", "nodes": {}}]}}
        """;
    assertThat(desk.play(DEPLOY, TERMINATE, again, start("network", "nobody"))).isTrue();

    assertThat(desk.workdir.resolve("network"))
        .content()
        .contains("address=10.1.2.0", "address=10.8.0.0", "db=10.1.2.9", "web=10.1.2.8")
        .doesNotContain("address=10.9.0.0");
  }

  @Test
  void deathDuringAJoin() throws Exception {
    assertThat(desk.play(DEPLOY, start("network", "4"))).isFalse();

    assertThat(desk.result())
        .isEqualTo(
            "start 4: ExeScript command exited with code 4 / the runtime exited with code 4 before"
                + " it had joined its networks");
  }

  @Test
  void runtimeWithoutTheCapabilityIsNotAskedToJoin() throws Exception {
    desk.offer("{}");

    assertThat(desk.play(DEPLOY, start("network", "refuse"))).isTrue();
    assertThat(desk.warnings())
        .containsExactly(
            "the runtime's offer does not have the capability vpn, so the networks of deploy are"
                + " ignored, as on a node");
  }

  @Test
  void invalidOfferPreventsThePlay() throws Exception {
    Files.writeString(folder.resolve("ya-runtime-test/offer.json"), "no");

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> desk.play(DEPLOY))
        .withMessage(
            "the runtime's offer-template printed invalid JSON: unrecognized token 'no': expected"
                + " a value, in: no");
  }
}
