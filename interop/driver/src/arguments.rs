//! The driver's command line and the switches in its environment.

use std::time::Duration;

use ya_runtime_api::server::RunProcess;

pub const USAGE: &str = "\
usage: driver MODE -- RUNTIME [ARGS]
modes: startup N | rss | hello N | pipe-hello N | latency N [BIN ARGS] | concurrent N [BIN ARGS]
       run BIN [ARGS] | kill PID [SIGNAL] | network";

/// What is asked of the runtime, and how often.
pub enum Mode {
    Startup { n: usize },
    Rss,
    Hello { n: usize },
    PipeHello { n: usize },
    Latency { n: usize, line: Line },
    Concurrent { n: usize, line: Line },
    Run { line: Line },
    Kill { pid: u64, signal: i32 },
    Network,
}

/// The program and the arguments of a command.
pub struct Line {
    bin: String,
    args: Vec<String>,
}

/// Everything that the environment may change.
pub struct Switches {
    /// `DRIVER_MT`: the client runs on several threads.
    pub multi_thread: bool,
    /// `DRIVER_NOKEEP`: `run` counts output, but does not keep it.
    pub no_keep: bool,
    /// `DRIVER_EXITWAIT`: wait 2 s to see whether the runtime leaves by itself after a shutdown.
    pub exit_wait: Duration,
    /// `DRIVER_LIMIT_S`: when to give up, in seconds.
    pub limit: Duration,
}

pub struct Arguments {
    pub mode: Mode,
    pub runtime: Vec<String>,
    pub switches: Switches,
}

impl Arguments {
    pub fn parse(words: Vec<String>) -> Result<Arguments, String> {
        let separator = words
            .iter()
            .position(|word| word == "--")
            .ok_or("no -- before the runtime")?;
        let runtime = words[separator + 1..].to_vec();
        if runtime.is_empty() {
            return Err("no runtime after --".into());
        }
        Ok(Arguments {
            mode: Mode::parse(&words[..separator])?,
            runtime,
            switches: Switches::from_environment()?,
        })
    }

    pub fn unstartable(&self) -> String {
        format!("cannot start the runtime {}", self.runtime[0])
    }
}

impl Mode {
    fn parse(words: &[String]) -> Result<Mode, String> {
        let (name, rest) = words.split_first().ok_or("no mode")?;
        match name.as_str() {
            "startup" => Ok(Mode::Startup {
                n: number(rest, 0, 1)?,
            }),
            "rss" => Ok(Mode::Rss),
            "hello" => Ok(Mode::Hello {
                n: number(rest, 0, 1)?,
            }),
            "pipe-hello" => Ok(Mode::PipeHello {
                n: number(rest, 0, 1)?,
            }),
            "latency" => Ok(Mode::Latency {
                n: number(rest, 0, 1)?,
                line: Line::or_noop(rest.get(1..).unwrap_or_default()),
            }),
            "concurrent" => Ok(Mode::Concurrent {
                n: number(rest, 0, 1)?,
                line: Line::or_noop(rest.get(1..).unwrap_or_default()),
            }),
            "run" => Ok(Mode::Run {
                line: Line::parse(rest).ok_or("run what?")?,
            }),
            "kill" => Ok(Mode::Kill {
                pid: number(rest, 0, 1)?,
                signal: number(rest, 1, 9)?,
            }),
            "network" => Ok(Mode::Network),
            other => Err(format!("unknown mode: {other}")),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Mode::Startup { .. } => "startup",
            Mode::Rss => "rss",
            Mode::Hello { .. } => "hello",
            Mode::PipeHello { .. } => "pipe-hello",
            Mode::Latency { .. } => "latency",
            Mode::Concurrent { .. } => "concurrent",
            Mode::Run { .. } => "run",
            Mode::Kill { .. } => "kill",
            Mode::Network => "network",
        }
    }

    pub fn count(&self) -> Option<usize> {
        match self {
            Mode::Startup { n } | Mode::Hello { n } | Mode::PipeHello { n } => Some(*n),
            Mode::Latency { n, .. } | Mode::Concurrent { n, .. } => Some(*n),
            Mode::Rss | Mode::Run { .. } | Mode::Kill { .. } | Mode::Network => None,
        }
    }

    pub fn keeps_output(&self) -> bool {
        matches!(self, Mode::Run { .. })
    }
}

impl Line {
    fn parse(words: &[String]) -> Option<Line> {
        let (bin, args) = words.split_first()?;
        Some(Line {
            bin: bin.clone(),
            args: args.to_vec(),
        })
    }

    fn or_noop(words: &[String]) -> Line {
        Line::parse(words).unwrap_or(Line {
            bin: "noop".into(),
            args: Vec::new(),
        })
    }

    /// Unlike the real supervisor, which puts the program's own name before the arguments, this
    /// sends them as they are, so that every runtime reads the same ones.
    pub fn request(&self) -> RunProcess {
        RunProcess {
            bin: self.bin.clone(),
            args: self.args.clone(),
            ..Default::default()
        }
    }
}

impl Switches {
    fn from_environment() -> Result<Switches, String> {
        let set = |name| std::env::var_os(name).is_some();
        let limit = match std::env::var("DRIVER_LIMIT_S") {
            Ok(text) => text
                .parse()
                .map_err(|_| format!("DRIVER_LIMIT_S is no number of seconds: {text}"))?,
            Err(_) => 300,
        };
        Ok(Switches {
            multi_thread: set("DRIVER_MT"),
            no_keep: set("DRIVER_NOKEEP"),
            exit_wait: Duration::from_secs(if set("DRIVER_EXITWAIT") { 2 } else { 0 }),
            limit: Duration::from_secs(limit),
        })
    }
}

fn number<T: std::str::FromStr>(words: &[String], index: usize, default: T) -> Result<T, String> {
    match words.get(index) {
        Some(word) => word
            .parse()
            .map_err(|_| format!("not a number that fits here: {word}")),
        None => Ok(default),
    }
}
