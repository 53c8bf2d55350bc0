//! Drives a runtime with the published Rust client and prints what it saw as one line of JSON.

mod arguments;
mod measure;
mod modes;
mod observer;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use futures::future::FutureExt;
use serde_json::{json, Map, Value};
use tokio::process::Command;
use tokio::task::LocalSet;
use tokio::time::{sleep, timeout};
use ya_runtime_api::server::{spawn, RuntimeControl, RuntimeService};

use arguments::{Arguments, Mode};
use measure::{memory, micros, Percentiles};
use observer::Observer;

/// What the real supervisor sends; no runtime is known to look at it.
const VERSION: &str = "0.1.0";

/// The real supervisor gives up on a shutdown after this long.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(5);

/// How long what a dead runtime left in the pipe may take to arrive.
const LAST_WORDS: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1).collect()) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("driver: {problem}\n{}", arguments::USAGE);
            return ExitCode::from(2);
        }
    };
    match drive(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("driver: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// True if every request was answered well and nothing came late.
fn drive(arguments: Arguments) -> anyhow::Result<bool> {
    let mut builder = if arguments.switches.multi_thread {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
    };
    let executor = builder.enable_all().build()?;
    // The client's futures are not Send.
    let tasks = LocalSet::new();
    executor.block_on(tasks.run_until(async {
        match arguments.mode {
            Mode::Startup { n } => startups(n, &arguments).await,
            _ => session(&arguments).await,
        }
    }))
}

fn runtime_command(arguments: &Arguments) -> Command {
    let mut command = Command::new(&arguments.runtime[0]);
    command.args(&arguments.runtime[1..]);
    command
}

/// N sessions one after the other, each no more than hello and shutdown.
async fn startups(n: usize, arguments: &Arguments) -> anyhow::Result<bool> {
    let mut hellos = Percentiles::default();
    let mut shutdowns = Percentiles::default();
    let observer = Observer::new(false);
    for _ in 0..n {
        let begin = Instant::now();
        let client = spawn(runtime_command(arguments), observer.clone())
            .await
            .with_context(|| arguments.unstartable())?;
        observer.answered(client.hello(VERSION).await);
        hellos.add(begin.elapsed());

        let begin = Instant::now();
        observer.answered(client.shutdown().await);
        shutdowns.add(begin.elapsed());
        client.stop();
        client.stopped().await;
    }
    let mut report = Map::new();
    report.insert("mode".into(), json!(arguments.mode.name()));
    report.insert("spawn_to_hello".into(), hellos.into_json());
    report.insert("shutdown_rtt".into(), shutdowns.into_json());
    observer.report_errors(&mut report);
    println!("{}", Value::Object(report));
    Ok(observer.is_content())
}

/// One session: hello, the mode's requests, a silence to catch what comes late, shutdown.
async fn session(arguments: &Arguments) -> anyhow::Result<bool> {
    let switches = &arguments.switches;
    let observer = Observer::new(arguments.mode.keeps_output() && !switches.no_keep);
    let mut report = Map::new();
    report.insert("mode".into(), json!(arguments.mode.name()));
    if let Some(n) = arguments.mode.count() {
        report.insert("n".into(), json!(n));
    }

    let begin = Instant::now();
    let client = spawn(runtime_command(arguments), observer.clone())
        .await
        .with_context(|| arguments.unstartable())?;
    let conversation = async {
        let version = observer.answered(client.hello(VERSION).await);
        report.insert("startup_us".into(), json!(micros(begin.elapsed())));
        report.insert("runtime_version".into(), json!(version));
        report.insert("rss_after_hello".into(), memory(client.id()));
        modes::play(arguments, &client, &observer, &mut report).await;
        observer.quiet().await;
    };
    let death = async {
        client.stopped().await;
        sleep(LAST_WORDS).await;
    };
    tokio::select! {
        biased;
        () = conversation => (),
        () = death => observer.failed(json!("the runtime ended too early")),
        () = sleep(switches.limit) => {
            observer.failed(json!(format!("not done after {} s", switches.limit.as_secs())));
        }
    }
    report.insert("rss_end".into(), memory(client.id()));

    // Asking a runtime that has ended would only be waiting for the limit.
    if client.stopped().now_or_never().is_none() {
        shut_down(&client, &observer, &mut report).await;
    }
    // Does it leave by itself once it has answered? The real supervisor does not wait for that.
    let left = timeout(switches.exit_wait, client.stopped()).await;
    report.insert("exited_by_itself".into(), json!(left.is_ok()));
    client.stop();
    report.insert("exit_code".into(), json!(client.stopped().await));

    observer.report_verdict(&mut report);
    println!("{}", Value::Object(report));
    Ok(observer.is_content())
}

async fn shut_down(
    client: &impl RuntimeService,
    observer: &Observer,
    report: &mut Map<String, Value>,
) {
    let begin = Instant::now();
    let outcome = match timeout(SHUTDOWN_LIMIT, client.shutdown()).await {
        Ok(answer) => match observer.answered(answer) {
            Some(_) => "ok",
            None => "error",
        },
        Err(_) => {
            observer.failed(json!("shutdown was not answered"));
            "timeout"
        }
    };
    report.insert("shutdown".into(), json!(outcome));
    report.insert("shutdown_us".into(), json!(micros(begin.elapsed())));
}
