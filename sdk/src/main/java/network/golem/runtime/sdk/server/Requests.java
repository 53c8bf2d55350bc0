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

/// The supervisor's requests, taken one after another and answered according to where the runtime
/// stands. Nothing here waits for a command or for output, so that a shutdown always comes through.
final class Requests {
  private static final int MOST_AWAITING_START = 16_384;

  private final Definition definition;
  private final FrameWriter writer;
  private final Commands commands;
  private final Joins joins;
  private final Consumer<StopCause> stop;

  /// Changed under [#lock] only. Read without it by the thread that reads requests: whoever changes
  /// it afterwards also ends what that thread has begun, as [Commands] and [Joins] are closed
  /// later.
  private final LifeCycle lifeCycle = new LifeCycle();

  /// The outermost lock; see the package's documentation.
  private final Object lock = new Object();

  /// Those that came before `start` returned.
  @GuardedBy("lock")
  private final List<Request> awaitingStart = new ArrayList<>();

  /// Whether a hello has been answered.
  @GuardedBy("lock")
  private boolean greeted;

  /// @param stop told of each reason to stop
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

  /// Takes requests until the end of `in`, or until one asks for the end: whatever came behind it
  /// would have no answer to stand before. (A thread that waits in a read would also make the JVM
  /// wait 0.3 s for it at its exit.)
  void read(InputStream in) {
    MessageReader<Request> requests = MessageReader.ofRequests(in);
    try {
      for (Request request = requests.read(); request != null; request = requests.read()) {
        if (request instanceof Request.Shutdown shutdown) {
          stop.accept(new StopCause.Requested(shutdown.id()));
          return;
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
    } catch (Throwable e) { // deaf to requests, the runtime must not go on
      stop.accept(new StopCause.Broken("requests can no longer be handled: " + e));
    }
  }

  /// Goes on in the life cycle, if that is possible from here. The requests that waited for `start`
  /// get their answers, behind what `start` has printed.
  ///
  /// @param reason what requests are refused with from then on
  /// @return whether it was possible
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

  /// Takes no more runs from now on, if commands have been taken so far.
  void quiesce(Quiesce wish) {
    synchronized (lock) {
      boolean _ =
          lifeCycle.phase() == LifeCycle.Phase.SERVING && transition(wish.phase(), wish.reason());
    }
  }

  private void handle(Request request) {
    switch (request) {
      case Request.Hello hello -> {
        synchronized (lock) {
          if (!isAwaitingStart(hello)) {
            greet(hello);
          }
        }
      }
      case Request.RunProcess run -> {
        if (!isAwaitingStart(run) && !(isServing() && commands.begin(run))) {
          refuse(run);
        }
      }
      case Request.KillProcess kill -> writer.answer(commands.kill(kill));
      case Request.Shutdown _ -> {} // taken before
      case Request.CreateNetwork network -> {
        if (!isAwaitingStart(network)) {
          join(network);
        }
      }
      case Request.Unrecognized unrecognized ->
          writer.answer(error(unrecognized, ErrorCode.BAD_REQUEST, "unknown command"));
    }
  }

  /// Keeps it until `start` has returned, if that has not happened yet.
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

  /// The first answer stands behind what `start` has printed, though that may have to wait: behind
  /// the answer, the supervisor would take it for the output of a command.
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
