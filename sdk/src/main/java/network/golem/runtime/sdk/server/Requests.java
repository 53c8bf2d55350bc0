package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.ProtocolException;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.FrameWriter;

/// Handles the supervisor's requests, one after another, according to the runtime's state. Nothing
/// here waits for a command or for output, so a shutdown request always gets through.
final class Requests {
  private static final int MOST_AWAITING_START = 16_384;

  private final Definition definition;
  private final FrameWriter writer;
  private final Commands commands;
  private final Joins joins;
  private final Consumer<StopCause> stop;

  /// Changed only under [#lock]. The thread that reads requests reads it without the lock: if the
  /// state changes right afterwards, whatever that thread has begun is still ended, because
  /// [Commands] and [Joins] are closed later.
  private final LifeCycle lifeCycle = new LifeCycle();

  /// The outermost lock; see the package's documentation.
  private final Object lock = new Object();

  /// The requests that arrived before `start` returned.
  @GuardedBy("lock")
  private final List<Request> awaitingStart = new ArrayList<>();

  /// Whether hello has been answered.
  @GuardedBy("lock")
  private boolean greeted;

  /// @param stop called with each reason to stop
  Requests(
      Definition definition,
      FrameWriter writer,
      Commands commands,
      Joins joins,
      Consumer<StopCause> stop) {
    this.definition = definition;
    this.writer = writer;
    this.commands = commands;
    this.joins = joins;
    this.stop = stop;
  }

  /// Handles requests until the end of `in`, or until a shutdown request: its answer is the last
  /// frame, so no later request could be answered.
  ///
  /// @return whether the end has been reached, or nothing can be read any longer
  boolean read(InputStream in) {
    MessageReader<Request> requests = MessageReader.ofRequests(in);
    try {
      for (Request request = requests.read(); request != null; request = requests.read()) {
        if (request instanceof Request.Shutdown shutdown) {
          stop.accept(new StopCause.Requested(shutdown.id()));
          return false;
        }
        handle(request);
        writer.awaitRoomForAnswers();
      }
      stop.accept(new StopCause.EndOfInput());
    } catch (ProtocolException e) {
      stop.accept(
          new StopCause.Broken("the supervisor sent an invalid request: " + e.getMessage()));
    } catch (IOException e) {
      stop.accept(new StopCause.Broken("cannot read standard input: " + e.getMessage()));
    } catch (Throwable e) { // the runtime must not continue if it cannot read requests
      stop.accept(new StopCause.Broken("requests can no longer be handled: " + e));
    }
    return true;
  }

  /// Changes the state, if that transition exists. The requests that have waited for `start` are
  /// then answered, after the output of `start`.
  ///
  /// @param reason the message with which requests are refused from then on
  /// @return whether the state has changed
  boolean transition(LifeCycle.Phase next, String reason) {
    synchronized (lock) {
      if (!lifeCycle.go(next, reason)) {
        return false;
      }
      awaitingStart.forEach(this::handle);
      awaitingStart.clear();
    }
    writer.requestFlush();
    return true;
  }

  /// Accepts no more runs, if commands have been accepted so far.
  void quiesce(Quiesce wish) {
    synchronized (lock) {
      boolean _ =
          lifeCycle.phase() == LifeCycle.Phase.SERVING && transition(wish.phase(), wish.reason());
    }
  }

  private void handle(Request request) {
    // no switch over types: preparing one would take a tenth of the way to the first answer
    if (request instanceof Request.RunProcess run) {
      if (!isAwaitingStart(run) && !(isServing() && commands.begin(run))) {
        refuse(run);
      }
    } else if (request instanceof Request.Hello hello) {
      synchronized (lock) {
        if (!isAwaitingStart(hello)) {
          greet(hello);
        }
      }
    } else if (request instanceof Request.KillProcess kill) {
      writer.answer(commands.kill(kill));
    } else if (request instanceof Request.CreateNetwork network) {
      if (!isAwaitingStart(network)) {
        join(network);
      }
    } else if (request instanceof Request.Unrecognized unrecognized) {
      writer.answer(error(unrecognized, ErrorCode.BAD_REQUEST, "unknown command"));
    } // a shutdown was taken before
  }

  /// Keeps the request until `start` has returned, if it has not returned yet.
  private boolean isAwaitingStart(Request request) {
    synchronized (lock) {
      if (lifeCycle.phase() != LifeCycle.Phase.STARTING) {
        return false;
      }
      if (awaitingStart.size() < MOST_AWAITING_START) {
        awaitingStart.add(request);
      } else {
        writer.answer(
            error(
                request,
                ErrorCode.INTERNAL,
                MOST_AWAITING_START + " requests are already waiting for start"));
      }
      return true;
    }
  }

  private boolean isServing() {
    return lifeCycle.phase() == LifeCycle.Phase.SERVING;
  }

  /// The first answer is sent after the output of `start`, even if that has to wait: after the
  /// answer, the supervisor would take the output for a command's.
  @GuardedBy("lock")
  private void greet(Request.Hello hello) {
    if (greeted) {
      writer.answer(hello(hello));
    } else {
      greeted = true;
      writer.enqueueLast(hello(hello));
      writer.requestFlush();
    }
  }

  private Response hello(Request.Hello hello) {
    return switch (lifeCycle.phase()) {
      case STARTING, SERVING, QUIET -> new Response.Hello(hello.id(), definition.version());
      case FAILED, ENDING -> error(hello, ErrorCode.INTERNAL, lifeCycle.reason());
    };
  }

  private void join(Request.CreateNetwork network) {
    if (isServing()) {
      joins.join(network);
    } else {
      refuse(network);
    }
  }

  private void refuse(Request request) {
    writer.answer(error(request, ErrorCode.INTERNAL, lifeCycle.reason()));
  }

  private static Response.Error error(Request request, ErrorCode code, String message) {
    return new Response.Error(request.id(), code, message, Map.of());
  }
}
