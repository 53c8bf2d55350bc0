/// Tests of a runtime without a Golem node. A test takes a session with the runtime, and says what
/// is to come of it:
///
/// ```java
/// @RuntimeTest(Greeter.class)
/// class GreeterTest {
///   @Test
///   void greetsEachName(RuntimeSession session) {
///     assertThat(session.run("greet", "Ada", "Alan"))
///         .succeeded()
///         .hasStdout("Hello, Ada!\nHello, Alan!\n")
///         .hasCounter("golem.usage.greetings", 2);
///   }
/// }
/// ```
///
/// [network.golem.runtime.testkit.RuntimeTest] names the class with `main`, which is called in this
/// process; with `-Dgolem.runtime.test.binary=PATH`, the same tests run against a packaged runtime.
/// [network.golem.runtime.testkit.RuntimeSession] is the runtime, deployed and started:
/// `session.start("serve").awaitStdout("ready")` is a command that goes on, to be killed or
/// awaited. A test that takes a [network.golem.runtime.testkit.RuntimeProgram] goes through the
/// phases one by one, with options of its own. Without JUnit, `RuntimeProgram.of(Greeter.class)` is
/// such a program.
///
/// In every test, each message of the runtime is held against the rules of the protocol. Whatever
/// waits does so for ten seconds at most; and a test that fails shows all that happened.
@NullMarked
package network.golem.runtime.testkit;

import org.jspecify.annotations.NullMarked;
