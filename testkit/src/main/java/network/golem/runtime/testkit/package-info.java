/// Tests of a runtime without a Golem node: a JUnit extension that hands a test a running session,
/// and assertions on what came of it. The same test runs in process or against the packaged binary.
@NullMarked
package network.golem.runtime.testkit;

import org.jspecify.annotations.NullMarked;
