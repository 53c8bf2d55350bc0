/// The other end of a runtime: starts it as a provider's supervisor does, plays a requestor's
/// scripts against it, and meters its usage. `golem-runtime run` is built on this module.
///
/// A [ScriptPlayer] plays one script, from the activity's beginning to its end, and reports events
/// to a listener:
///
/// ```java
/// RuntimeBinary runtime = RuntimeBinary.at(Path.of("target/plugins"));
/// ExeScript script = ExeScript.read(Path.of("exescript.json"));
/// PlayOptions options =
///     PlayOptions.in(Files.createTempDirectory("activity-"))
///         .withTimeout(Optional.of(Duration.ofSeconds(30)));
/// Consumer<PlayEvent> listener =
///     event -> {
///       switch (event) {
///         case PlayEvent.CommandEnded(CommandPosition position, ExeResult result) ->
///             System.out.println(position.index() + ": " + result.message().orElse("ok"));
///         case PlayEvent.Warning(String sentence) -> System.err.println(sentence);
///         case PlayEvent.Ended ended -> System.out.println(ended.usage().cost() + " GLM");
///         default -> {}
///       }
///     };
/// boolean succeeded = new ScriptPlayer(runtime, options, listener).play(script);
/// ```
///
/// To play several scripts, or to use an existing agreement, create a [SupervisedActivity]. It
/// accepts scripts at any time, each as a [Batch] of its own:
///
/// ```java
/// Agreement agreement = Agreement.read(Path.of("agreement.yaml"));
/// SupervisedActivity activity =
///     new SupervisedActivity(runtime, options, agreement, listener);
/// Batch first = activity.execute(script);
/// boolean ranToItsEnd = first.await();
/// boolean endedWell = activity.end();
/// ```
///
/// A provider also calls a runtime outside any activity: to get its offer ([OfferCall]), and to
/// test it ([TestCall]).
///
/// Every call blocks. Listeners receive one event at a time, on threads of the activity. Each of
/// the packages below uses only those before it:
///
/// - `model`: scripts, agreements, results and events
/// - `play`: what every step of a play needs
/// - `process`: the runtime's processes
/// - `usage`: what an activity uses
/// - `session`: communication with a runtime
/// - `transfer` and `networks`: transferring files, joining networks
@NullMarked
package network.golem.runtime.supervisor;

import org.jspecify.annotations.NullMarked;
