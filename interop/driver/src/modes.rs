//! What each mode asks of a runtime that has answered hello, and what it measures.

use std::time::{Duration, Instant};

use futures::stream::{FuturesUnordered, StreamExt};
use serde_json::{json, Map, Value};
use ya_runtime_api::server::{CreateNetwork, KillProcess, RuntimeControl, RuntimeService};

use crate::arguments::{Arguments, Line, Mode};
use crate::measure::{memory, micros, Percentiles};
use crate::observer::Observer;
use crate::VERSION;

/// How long a runtime has to settle before it counts as idle.
const SETTLING: Duration = Duration::from_millis(500);

/// More output than this is counted, but not told.
const OUTPUT_TOLD: usize = 4096;

type Report = Map<String, Value>;

pub async fn play<C>(arguments: &Arguments, client: &C, observer: &Observer, report: &mut Report)
where
    C: RuntimeService + RuntimeControl,
{
    match &arguments.mode {
        Mode::Startup { .. } => unreachable!("startup has sessions of its own"),
        Mode::Rss => {
            tokio::time::sleep(SETTLING).await;
            report.insert("rss_idle".into(), memory(client.id()));
        }
        Mode::Hello { n } => hello(*n, client, observer, report).await,
        Mode::PipeHello { n } => pipe_hello(*n, client, observer, report).await,
        Mode::Latency { n, line } => latency(*n, line, client, observer, report).await,
        Mode::Concurrent { n, line } => concurrent(*n, line, client, observer, report).await,
        Mode::Run { line } => run(line, client, observer, report).await,
        Mode::Kill { pid, signal } => {
            let request = KillProcess {
                pid: *pid,
                signal: *signal,
            };
            let answer = observer.answered(client.kill_process(request).await);
            report.insert("kill".into(), json!(answer.map(|it| format!("{it:?}"))));
        }
        Mode::Network => {
            let answer = client.create_network(CreateNetwork::default()).await;
            let answer = observer.answered(answer);
            report.insert("network".into(), json!(answer.map(|it| format!("{it:?}"))));
        }
    }
}

/// Hellos one after the other: the bare round trip.
async fn hello(n: usize, client: &impl RuntimeService, observer: &Observer, report: &mut Report) {
    let mut trips = Percentiles::default();
    let begin = Instant::now();
    for _ in 0..n {
        let sent = Instant::now();
        observer.answered(client.hello(VERSION).await);
        trips.add(sent.elapsed());
    }
    report_rate(n, begin, report);
    report.insert("hello".into(), trips.into_json());
}

/// Hellos sent without waiting for the answers.
async fn pipe_hello(
    n: usize,
    client: &impl RuntimeService,
    observer: &Observer,
    report: &mut Report,
) {
    let begin = Instant::now();
    let mut answers: FuturesUnordered<_> = (0..n).map(|_| client.hello(VERSION)).collect();
    let mut ok = 0;
    while let Some(answer) = answers.next().await {
        ok += usize::from(observer.answered(answer).is_some());
    }
    report_rate(n, begin, report);
    report.insert("ok".into(), json!(ok));
}

/// Commands one after the other, as the real supervisor runs them.
async fn latency(
    n: usize,
    line: &Line,
    client: &impl RuntimeService,
    observer: &Observer,
    report: &mut Report,
) {
    let mut to_answer = Percentiles::default();
    let mut to_end = Percentiles::default();
    let mut ended_first = 0;
    let begin = Instant::now();
    for _ in 0..n {
        let sent = Instant::now();
        let answer = client.run_process(line.request()).await;
        let answered = Instant::now();
        to_answer.add(answered - sent);
        if let Some(pid) = observer.run_answered(answer) {
            let end = observer.end_of(pid).await;
            to_end.add(end.at - sent);
            ended_first += usize::from(end.at < answered);
        }
    }
    report_rate(n, begin, report);
    report.insert("to_run_response".into(), to_answer.into_json());
    report.insert("to_stopped_event".into(), to_end.into_json());
    report.insert("stopped_before_response".into(), json!(ended_first));
}

/// Commands sent without waiting for answers or ends.
async fn concurrent(
    n: usize,
    line: &Line,
    client: &impl RuntimeService,
    observer: &Observer,
    report: &mut Report,
) {
    let begin = Instant::now();
    let requests = (0..n).map(|_| client.run_process(line.request()));
    let mut answers: FuturesUnordered<_> = requests.collect();
    let mut pids = Vec::new();
    while let Some(answer) = answers.next().await {
        pids.extend(observer.run_answered(answer));
    }
    let answered = begin.elapsed().as_secs_f64();
    for pid in &pids {
        observer.end_of(*pid).await;
    }
    report_rate(n, begin, report);
    report.insert("ok".into(), json!(pids.len()));
    report.insert("responses_secs".into(), json!(answered));
}

/// One command, and all that it says.
async fn run(line: &Line, client: &impl RuntimeService, observer: &Observer, report: &mut Report) {
    let begin = Instant::now();
    let answer = client.run_process(line.request()).await;
    let to_answer = begin.elapsed();
    let Some(pid) = observer.run_answered(answer) else {
        return;
    };
    let end = observer.end_of(pid).await;
    let counters_at_end = observer.seen().counters;
    // What came after the end shall be in the figures.
    observer.quiet().await;

    let secs = (end.at - begin).as_secs_f64();
    let seen = observer.seen();
    report.insert("pid".into(), json!(pid));
    report.insert("code".into(), json!(end.code));
    report.insert("to_response_us".into(), json!(micros(to_answer)));
    report.insert("secs".into(), json!(secs));
    report.insert("out_bytes".into(), json!(seen.stdout_bytes));
    let megabytes = seen.stdout_bytes as f64 / 1e6;
    report.insert("mb_per_s".into(), json!(megabytes / secs));
    report.insert("events".into(), json!(seen.events));
    report.insert("events_per_s".into(), json!(seen.events as f64 / secs));
    report.insert("counters".into(), json!(seen.counters));
    report.insert("counters_at_stop".into(), json!(counters_at_end));
    report.insert("counters_per_s".into(), json!(seen.counters as f64 / secs));
    report.insert("states".into(), json!(seen.states));
    if seen.stdout.len() < OUTPUT_TOLD {
        report.insert("stdout".into(), text(&seen.stdout));
    }
    if seen.stderr.len() < OUTPUT_TOLD {
        report.insert("stderr".into(), text(&seen.stderr));
    }
}

fn report_rate(n: usize, begin: Instant, report: &mut Report) {
    let secs = begin.elapsed().as_secs_f64();
    report.insert("secs".into(), json!(secs));
    report.insert("per_s".into(), json!(n as f64 / secs));
}

fn text(bytes: &[u8]) -> Value {
    json!(String::from_utf8_lossy(bytes))
}
