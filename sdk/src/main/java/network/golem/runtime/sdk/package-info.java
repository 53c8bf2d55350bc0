/// The API for the author of a runtime: implement [GolemRuntime], describe it with [RuntimeDef],
/// and call [GolemRuntime#launch] from `main`.
///
/// ```java
/// @RuntimeDef(
///     name = "greeter",
///     version = "1.0.0",
///     counters = @UsageCounter(name = "golem.usage.greetings", price = 0.001))
/// public final class Greeter implements GolemRuntime {
///   @Override
///   public int run(Command command, Activity activity) {
///     for (String name : command.arguments()) {
///       command.stdout().println("Hello, " + name + "!");
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
@NullMarked
package network.golem.runtime.sdk;

import org.jspecify.annotations.NullMarked;
