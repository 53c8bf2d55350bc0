//! Durations and memory, as JSON.

use std::time::Duration;

use serde_json::{json, Value};

/// Durations, of which the report tells the distribution.
#[derive(Default)]
pub struct Percentiles {
    micros: Vec<f64>,
}

impl Percentiles {
    pub fn add(&mut self, duration: Duration) {
        self.micros.push(micros(duration));
    }

    pub fn into_json(mut self) -> Value {
        let n = self.micros.len();
        if n == 0 {
            return Value::Null;
        }
        self.micros.sort_by(f64::total_cmp);
        let at = |share: f64| self.micros[((n - 1) as f64 * share).round() as usize];
        json!({
            "n": n,
            "min_us": at(0.0),
            "p50_us": at(0.5),
            "p90_us": at(0.9),
            "p99_us": at(0.99),
            "max_us": at(1.0),
            "mean_us": self.micros.iter().sum::<f64>() / n as f64,
        })
    }
}

pub fn micros(duration: Duration) -> f64 {
    duration.as_nanos() as f64 / 1000.0
}

/// What a living process holds, in KiB, and its threads; nulls for a dead one.
pub fn memory(pid: u32) -> Value {
    let status = read_proc(pid, "status");
    let rollup = read_proc(pid, "smaps_rollup");
    json!({
        "vm_rss_kib": field(&status, "VmRSS:"),
        "vm_hwm_kib": field(&status, "VmHWM:"),
        "threads": field(&status, "Threads:"),
        "pss_kib": field(&rollup, "Pss:"),
    })
}

fn read_proc(pid: u32, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default()
}

fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
