package network.golem.runtime.sdk.server;

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
  private static final int MOST_EARLY = 16_384;

  private final Definition definition;
  private final FrameWriter writer;
  private final Commands commands;
  private final Joins joins;
  private final Consumer<StopCause> stop;

  /// Those that came before `start` returned. Its lock is held while the life cycle goes on.
  private final List<Request> early = new ArrayList<>();

  private final LifeCycle lifeCycle = new LifeCycle();

  /// Whether a hello has been answered. Guarded by the lock of `early`.
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
          new StopCause.Broken("the supervisor sent what is no request: " + e.getMessage()));
    } catch (IOException e) {
      stop.accept(new StopCause.Broken("standard input cannot be read: " + e.getMessage()));
    } catch (Throwable e) { // deaf to requests, the runtime must not go on
      stop.accept(new StopCause.Broken("requests can no longer be handled: " + e));
    }
  }

  /// Goes on in the life cycle, if that is possible from here. The requests that waited for `start`
  /// get their answers, behind what `start` has printed.
  ///
  /// @param reason what requests are refused with from then on
  /// @return whether it was possible
  boolean go(LifeCycle.Phase next, String reason) {
    synchronized (early) {
      if (!lifeCycle.go(next, reason)) {
        return false;
      }
      for (Request request : early) {
        if (request instanceof Request.Hello hello) {
          greet(hello);
        } else if (request instanceof Request.RunProcess run) {
          run(run);
        } else if (request instanceof Request.CreateNetwork network) {
          join(network);
        }
      }
      early.clear();
    }
    writer.wake();
    return true;
  }

  /// Takes no more runs from now on, where commands have been taken so far.
  void retreat(Retreat retreat) {
    synchronized (early) {
      boolean _ =
          lifeCycle.phase() == LifeCycle.Phase.SERVING && go(retreat.phase(), retreat.reason());
    }
  }

  private void handle(Request request) {
    switch (request) {
      case Request.Hello hello -> {
        synchronized (early) {
          if (!isEarly(hello)) {
            greet(hello);
          }
        }
      }
      case Request.RunProcess run -> {
        if (!isEarly(run)) {
          run(run);
        }
      }
      case Request.KillProcess kill -> writer.answer(commands.kill(kill));
      case Request.Shutdown shutdown -> {} // taken before
      case Request.CreateNetwork network -> {
        if (!isEarly(network)) {
          join(network);
        }
      }
      case Request.Unrecognized unrecognized ->
          writer.answer(error(unrecognized, ErrorCode.BAD_REQUEST, "unknown command"));
    }
  }

  private boolean isEarly(Request request) {
    synchronized (early) {
      if (lifeCycle.phase() != LifeCycle.Phase.STARTING) {
        return false;
      }
      if (early.size() < MOST_EARLY) {
        early.add(request);
      } else {
        writer.answer(
            error(request, ErrorCode.INTERNAL, MOST_EARLY + " requests wait for start already"));
      }
      return true;
    }
  }

  /// The first answer stands behind what `start` has printed, though that may have to wait: behind
  /// the answer, the supervisor would take it for the output of a command.
  private void greet(Request.Hello hello) {
    if (greeted) {
      writer.answer(hello(hello));
    } else {
      greeted = true;
      writer.postLast(hello(hello));
      writer.wake();
    }
  }

  private Response hello(Request.Hello hello) {
    return switch (lifeCycle.phase()) {
      case STARTING, SERVING, QUIET -> new Response.Hello(hello.id(), definition.version());
      case FAILED, ENDING -> error(hello, ErrorCode.INTERNAL, lifeCycle.reason());
    };
  }

  private void run(Request.RunProcess run) {
    if (lifeCycle.phase() != LifeCycle.Phase.SERVING || !commands.run(run)) {
      writer.answer(error(run, ErrorCode.INTERNAL, lifeCycle.reason()));
    }
  }

  private void join(Request.CreateNetwork network) {
    if (lifeCycle.phase() == LifeCycle.Phase.SERVING) {
      joins.join(network);
    } else {
      writer.answer(error(network, ErrorCode.INTERNAL, lifeCycle.reason()));
    }
  }

  private static Response.Error error(Request request, ErrorCode code, String message) {
    return new Response.Error(request.id(), code, message, Map.of());
  }
}
