package network.golem.runtime.examples.httpservice.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How passwords are kept.
class PasswordHashTest {

  /// bcrypt alone takes no notice of what follows the 72nd byte.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wonderland",
        "пароль€😀",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void eachCharacterCounts(String password) {
    String hash = PasswordHash.of(password);

    assertThat(PasswordHash.fits(password, hash)).isTrue();
    assertThat(PasswordHash.fits(password + "x", hash)).isFalse();
    assertThat(PasswordHash.of(password)).as("its salt").isNotEqualTo(hash);
  }
}
