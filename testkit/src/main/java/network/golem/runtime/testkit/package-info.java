/// Tests a runtime without a Golem node; the test acts as its supervisor.
///
/// Take this runtime:
///
/// ```java
/// @RuntimeDef(
///     name = "greeter",
///     version = "1.0.0",
///     counters = @UsageCounter(name = "golem.usage.greetings"))
/// final class Greeter implements GolemRuntime {
///   @Override
///   public int run(Command command, Activity activity) throws InterruptedException {
///     if (command.arguments().isEmpty()) {
///       command.stdout().println("waiting");
///       Thread.sleep(Duration.ofHours(1));
///     }
///     for (String name : command.arguments()) {
///       command.stdout().printf("Hello, %s!%n", name);
///       activity.counter("golem.usage.greetings").increment();
///     }
///     return 0;
///   }
///
///   static void main(String[] args) {
///     GolemRuntime.launch(Greeter::new, args);
///   }
/// }
/// ```
///
/// [RuntimeTest] names the class with `main`. A test method takes a [RuntimeSession], which is the
/// runtime, deployed and started in a workdir of its own. It runs commands, and asserts with
/// AssertJ what they printed, returned and counted:
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
///
///   @Test
///   void canBeKilled(RuntimeSession session) {
///     RunningCommand waiting = session.start("wait").awaitStdout("waiting");
///     assertThat(waiting.kill(15).await()).failedWith(143);
///   }
///
///   @Test
///   void offersItself(RuntimeProgram program) {
///     assertThat(program.offerTemplate()).succeeded().hasStdoutContaining("properties");
///   }
/// }
/// ```
///
/// A [Desk] plays a requestor's script, as `golem-runtime run` does, with its usage and cost:
///
/// ```java
/// @RuntimeTest(Greeter.class)
/// class ScriptTest {
///   @Test
///   void playsTheScript(Desk desk) {
///     Play play = desk.play(Path.of("exescript.json"));
///     assertThat(play).succeeded().hasUsage("golem.usage.greetings", 3).hasCost("0.003");
///     assertThat(play.command(2)).hasStdout("Hello, Ada!\nHello, Alan!\n");
///   }
/// }
/// ```
///
/// [RuntimeChecks] yield a test for each requirement of the published protocol:
///
/// ```java
/// @RuntimeTest(Greeter.class)
/// class RequirementsTest {
///   @TestFactory
///   Stream<DynamicNode> meetsTheRequirements(RuntimeChecks checks) {
///     return checks.only("run", "usage").tests();
///   }
/// }
/// ```
///
/// A test that takes a [RuntimeProgram] calls the phases one by one, with options of its own.
/// Without JUnit, [RuntimeProgram#of(Class, String...)] creates one:
///
/// ```java
/// try (RuntimeProgram program = RuntimeProgram.of(Greeter.class)) {
///   program.deploy();
///   try (RuntimeSession session = program.start()) {
///     System.out.println(session.run("greet", "Ada").stdout());
///   }
/// }
/// ```
///
/// Every message of the runtime is checked against the rules of the protocol, in every test. Every
/// wait is bounded: ten seconds, unless [RuntimeTest#timeoutSeconds()] is set. If a test fails, its
/// message shows the whole session.
///
/// The runtime runs in the test's process, over real pipes, so that a debugger sees both sides.
/// What it prints to `System.out` and logs is part of [RuntimeSession#log()], as in a process of
/// its own. Only a [Desk] and [RuntimeChecks] start processes. With
/// `-Dgolem.runtime.test.binary=PATH`, the same tests run against a packaged runtime;
/// `-Dgolem.runtime.test.jdwp=PORT` makes its `start` wait for a debugger.
@NullMarked
package network.golem.runtime.testkit;

import org.jspecify.annotations.NullMarked;
