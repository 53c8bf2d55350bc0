package network.golem.runtime.examples.httpservice.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import network.golem.runtime.examples.httpservice.counting.RequestStore.EndpointKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store of an activity's requests.
class RequestStoreTest {
  @TempDir Path directory;

  @Test
  void furtherEndpointsAreCountedTogether() throws Exception {
    try (RequestStore store = RequestStore.open(directory.resolve("requests.db"))) {
      Map<EndpointKey, Integer> many = new HashMap<>();
      for (int i = 0; i < RequestStore.MOST_ENDPOINTS; i++) {
        many.put(new EndpointKey(1, "/" + i), 1);
      }
      store.add(many.size(), many);
      store.add(5, Map.of(new EndpointKey(1, "/further"), 2, new EndpointKey(1, "/more"), 3));
      store.add(2, Map.of(new EndpointKey(1, "/1"), 1, new EndpointKey(2, "/further"), 1));
      assertThat(store.endpoints(1))
          .hasSize(RequestStore.MOST_ENDPOINTS + 1)
          .containsEntry(RequestStore.OTHERS, 5L)
          .containsEntry("/1", 2L);
      assertThat(store.endpoints(2)).containsExactly(Map.entry("/further", 1L));
      assertThat(store.total()).isEqualTo(RequestStore.MOST_ENDPOINTS + 7L);
    }
    try (RequestStore store = RequestStore.open(directory.resolve("requests.db"))) {
      assertThat(store.endpoints(1)).isEmpty();
      assertThat(store.total()).isEqualTo(RequestStore.MOST_ENDPOINTS + 7L);
    }
  }

  /// Otherwise it would grow with each request.
  @Test
  void logIsShortened() throws Exception {
    Path log = directory.resolve("requests.db-wal");
    EndpointKey key = new EndpointKey(1, "/x");
    try (RequestStore store = RequestStore.open(directory.resolve("requests.db"))) {
      long longest = 0;
      for (int i = 0; i < 3 * RequestStore.LONG_LOG; i++) {
        store.add(1, Map.of(key, 1));
        if (store.isLogLong()) {
          longest = Math.max(longest, Files.size(log));
          store.shortenLog();
          assertThat(store.isLogLong()).isFalse();
        }
      }
      assertThat(longest).isPositive();
      assertThat(Files.size(log)).isLessThanOrEqualTo(longest);
      assertThat(store.endpoints(1)).containsExactly(Map.entry("/x", 3L * RequestStore.LONG_LOG));
      assertThat(store.total()).isEqualTo(3L * RequestStore.LONG_LOG);
    }
  }
}
