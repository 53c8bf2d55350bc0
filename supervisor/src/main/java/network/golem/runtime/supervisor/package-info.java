/// The other end of a runtime: starts it as a provider's supervisor does, plays a requestor's
/// scripts against it, and meters what it uses. This is what `golem-runtime run` is made of.
///
/// A [ScriptPlayer] plays one script, from the activity's beginning to its end, and tells a
/// listener what happens:
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
/// Whoever needs more than one script, or has an agreement at hand, keeps a [SupervisedActivity].
/// It takes scripts at any time, each as a [Batch] of its own:
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
/// A runtime can also be asked what a provider asks it outside of any activity: for its offer
/// ([OfferCall]), and to test itself ([TestCall]).
///
/// Every call blocks. Listeners hear one event at a time, on threads of the activity. The rooms
/// below, each of which uses only those before it:
///
/// - `model`: scripts, agreements, results and events
/// - `play`: what every step of a play needs
/// - `process`: the runtime's processes
/// - `usage`: what an activity uses
/// - `session`: talking to a runtime
/// - `transfer` and `networks`: moving files, joining networks
@NullMarked
package network.golem.runtime.supervisor;

import org.jspecify.annotations.NullMarked;
