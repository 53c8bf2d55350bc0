package network.golem.runtime.examples.httpservice;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What each test has: a directory, and in it the service `acme`, which has not started yet.
abstract class AcmeTest {
  @TempDir Path home;

  Acme acme;

  @BeforeEach
  void describeService() throws IOException {
    acme = new Acme(home);
  }

  @AfterEach
  void closeService() throws IOException {
    acme.close();
  }
}
