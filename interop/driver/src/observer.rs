//! Receives a runtime's events, and judges them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use futures::future::{ready, BoxFuture, FutureExt};
use serde_json::{json, Map, Value};
use tokio::sync::Notify;
use ya_runtime_api::server::{
    ErrorResponse, ProcessStatus, RunProcessResp, RuntimeHandler, RuntimeStatus, RuntimeStatusKind,
};

/// Nothing for this long, and nothing more is expected.
const SILENCE: Duration = Duration::from_millis(200);

/// A runtime that is never silent is judged after so many tries.
const SILENCE_TRIES: usize = 25;

/// The first `running=false` of a pid.
#[derive(Clone, Copy)]
pub struct End {
    pub at: Instant,
    pub code: i32,
}

/// What was said about one pid.
#[derive(Default)]
struct Process {
    events: u64,
    end: Option<End>,
}

/// What came in during a session.
#[derive(Default)]
pub struct Seen {
    processes: HashMap<u64, Process>,
    /// The pids that answers to run requests named.
    named: HashSet<u64>,
    late_events: u64,
    errors: u64,
    first_error: Option<Value>,
    keeps_output: bool,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub stdout_bytes: u64,
    pub events: u64,
    pub counters: u64,
    pub states: u64,
}

/// Clones share what they saw.
#[derive(Clone)]
pub struct Observer {
    seen: Arc<Mutex<Seen>>,
    ended: Arc<Notify>,
}

impl Observer {
    pub fn new(keeps_output: bool) -> Observer {
        let seen = Seen {
            keeps_output,
            ..Default::default()
        };
        Observer {
            seen: Arc::new(Mutex::new(seen)),
            ended: Arc::new(Notify::new()),
        }
    }

    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no holder of this lock panics")
    }

    /// Waits for the end of a command. One task may wait at a time.
    pub async fn end_of(&self, pid: u64) -> End {
        loop {
            let end = self.seen().processes.get(&pid).and_then(|it| it.end);
            match end {
                Some(end) => return end,
                None => self.ended.notified().await,
            }
        }
    }

    /// Waits until no process status has come in for a while.
    pub async fn quiet(&self) {
        for _ in 0..SILENCE_TRIES {
            let before = self.seen().events;
            tokio::time::sleep(SILENCE).await;
            if self.seen().events == before {
                return;
            }
        }
    }

    /// Unpacks an answer, and counts it if it is an error.
    pub fn answered<T>(&self, answer: Result<T, ErrorResponse>) -> Option<T> {
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.failed(json!({
                    "code": error.code,
                    "message": error.message,
                    "context": error.context,
                }));
                None
            }
        }
    }

    /// The pid that an answer to a run request names.
    pub fn run_answered(&self, answer: Result<RunProcessResp, ErrorResponse>) -> Option<u64> {
        let pid = self.answered(answer)?.pid;
        self.seen().named.insert(pid);
        Some(pid)
    }

    /// Counts a failure; the first one is told in the report.
    pub fn failed(&self, error: Value) {
        let mut seen = self.seen();
        seen.errors += 1;
        seen.first_error.get_or_insert(error);
    }

    pub fn is_content(&self) -> bool {
        let seen = self.seen();
        seen.errors == 0 && seen.late_events == 0
    }

    pub fn report_errors(&self, report: &mut Map<String, Value>) {
        let seen = self.seen();
        report.insert("errors".into(), json!(seen.errors));
        if let Some(error) = &seen.first_error {
            report.insert("error".into(), error.clone());
        }
    }

    pub fn report_verdict(&self, report: &mut Map<String, Value>) {
        self.report_errors(report);
        let seen = self.seen();
        let mut codes = BTreeMap::<i32, u64>::new();
        for end in seen.processes.values().filter_map(|it| it.end) {
            *codes.entry(end.code).or_default() += 1;
        }
        // Pid 0 is also what a runtime may send the output of its start under.
        let unknown = seen.processes.iter();
        let unknown = unknown.filter(|(pid, _)| **pid != 0 && !seen.named.contains(pid));
        let unknown: u64 = unknown.map(|(_, process)| process.events).sum();

        report.insert("runs".into(), json!(seen.named.len()));
        report.insert("ends".into(), json!(codes.values().sum::<u64>()));
        report.insert("codes".into(), json!(codes));
        report.insert("late_events".into(), json!(seen.late_events));
        report.insert("unknown_pid_events".into(), json!(unknown));
    }
}

impl RuntimeHandler for Observer {
    fn on_process_status<'a>(&self, status: ProcessStatus) -> BoxFuture<'a, ()> {
        let mut seen = self.seen();
        seen.events += 1;
        seen.stdout_bytes += status.stdout.len() as u64;
        if seen.keeps_output {
            seen.stdout.extend(&status.stdout);
            seen.stderr.extend(&status.stderr);
        }
        let process = seen.processes.entry(status.pid).or_default();
        process.events += 1;
        if process.end.is_some() {
            seen.late_events += 1;
        } else if !status.running {
            process.end = Some(End {
                at: Instant::now(),
                code: status.return_code,
            });
            self.ended.notify_one();
        }
        ready(()).boxed()
    }

    fn on_runtime_status<'a>(&self, status: RuntimeStatus) -> BoxFuture<'a, ()> {
        let mut seen = self.seen();
        match status.kind {
            Some(RuntimeStatusKind::Counter(_)) => seen.counters += 1,
            Some(RuntimeStatusKind::State(_)) => seen.states += 1,
            None => (),
        }
        ready(()).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(observer: &Observer, pid: u64, running: bool, return_code: i32) {
        let taken = observer.on_process_status(ProcessStatus {
            pid,
            running,
            return_code,
            stdout: Vec::new(),
            stderr: Vec::new(),
        });
        taken.now_or_never().expect("nothing to wait for");
    }

    fn named(observer: &Observer, pid: u64) {
        observer.run_answered(Ok(RunProcessResp { pid }));
    }

    fn verdict(observer: &Observer) -> Map<String, Value> {
        let mut report = Map::new();
        observer.report_verdict(&mut report);
        report
    }

    #[test]
    fn counts_ends_by_exit_code() {
        let observer = Observer::new(false);
        for (pid, code) in [(1, 0), (2, 0), (3, 7), (4, -3)] {
            named(&observer, pid);
            said(&observer, pid, true, 0);
            said(&observer, pid, false, code);
        }
        let verdict = verdict(&observer);
        assert_eq!(verdict["ends"], 4);
        assert_eq!(verdict["codes"], json!({"0": 2, "7": 1, "-3": 1}));
        assert_eq!(verdict["late_events"], 0);
        assert!(observer.is_content());
    }

    #[test]
    fn a_second_end_is_late_and_does_not_replace_the_first() {
        let observer = Observer::new(false);
        named(&observer, 1);
        said(&observer, 1, false, 0);
        said(&observer, 1, false, 42);
        let verdict = verdict(&observer);
        assert_eq!(verdict["ends"], 1);
        assert_eq!(verdict["codes"], json!({"0": 1}));
        assert_eq!(verdict["late_events"], 1);
        assert!(!observer.is_content());
    }

    #[test]
    fn anything_after_the_end_is_late() {
        let observer = Observer::new(false);
        named(&observer, 1);
        said(&observer, 1, false, 0);
        said(&observer, 1, true, 0);
        assert_eq!(verdict(&observer)["late_events"], 1);
    }

    #[test]
    fn events_may_precede_the_answer_that_names_their_pid() {
        let observer = Observer::new(false);
        said(&observer, 1, true, 0);
        said(&observer, 1, false, 0);
        named(&observer, 1);
        assert_eq!(verdict(&observer)["unknown_pid_events"], 0);
    }

    #[test]
    fn events_of_a_pid_that_no_answer_named_are_unknown_but_for_pid_0() {
        let observer = Observer::new(false);
        named(&observer, 1);
        said(&observer, 0, true, 0);
        said(&observer, 9, true, 0);
        said(&observer, 9, true, 0);
        assert_eq!(verdict(&observer)["unknown_pid_events"], 2);
    }

    #[test]
    fn an_error_answer_is_told() {
        let observer = Observer::new(false);
        observer.failed(json!("first"));
        observer.failed(json!("second"));
        let verdict = verdict(&observer);
        assert_eq!(verdict["errors"], 2);
        assert_eq!(verdict["error"], "first");
        assert!(!observer.is_content());
    }
}
