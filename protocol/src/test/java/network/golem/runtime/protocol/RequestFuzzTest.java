package network.golem.runtime.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

class RequestFuzzTest {

  @BeforeAll
  static void quietly() throws Throwable {
    FuzzerLog.open(RequestFuzzTest.class);
  }

  static List<byte[]> recorded() {
    return Recording.allOf(Direction.FROM_SUPERVISOR);
  }

  @MethodSource("recorded")
  @FuzzTest(maxDuration = "6s")
  void anyBytes(byte[] input) throws IOException {
    ReadAgain.check(Direction.FROM_SUPERVISOR, input);
  }
}
