//! A runtime on the published Rust SDK: the counterpart of a runtime under test, with the same
//! commands. Deploy and start do nothing.

mod exec;

use std::path::PathBuf;
use std::time::Duration;

use futures::FutureExt;
use serde_json::json;
use structopt::StructOpt;
use ya_runtime_sdk::error::Error;
use ya_runtime_sdk::{
    Context, OutputResponse, ProcessIdResponse, RunProcess, Runtime, RuntimeDef, RuntimeMode,
};

const COUNTER: &str = "golem.usage.bench";
const STATE: &str = "bench.state";

/// What `slowstart` answers: no command has this pid.
const NO_COMMANDS_PID: u64 = 99_999;

#[derive(StructOpt)]
#[structopt(rename_all = "kebab-case")]
pub struct BenchCli {
    /// Task package path (passed by the supervisor)
    #[structopt(long)]
    #[allow(unused)]
    task_package: Option<PathBuf>,
}

#[derive(Default, RuntimeDef)]
#[cli(BenchCli)]
pub struct BenchRuntime;

impl Runtime for BenchRuntime {
    fn deploy<'a>(&mut self, _: &mut Context<Self>) -> OutputResponse<'a> {
        async { Ok(None) }.boxed_local()
    }

    fn start<'a>(&mut self, _: &mut Context<Self>) -> OutputResponse<'a> {
        async { Ok(None) }.boxed_local()
    }

    fn run_command<'a>(
        &mut self,
        command: RunProcess,
        _: RuntimeMode,
        ctx: &mut Context<Self>,
    ) -> ProcessIdResponse<'a> {
        let args = arguments(&command);
        match command.bin.as_str() {
            "noop" => ctx.command(|_| async { Ok(()) }),
            "echo" => ctx.command(move |mut command| async move {
                command.stdout(args.join(" ")).await;
                Ok(())
            }),
            "err" => ctx.command(move |mut command| async move {
                command.stderr(args.join(" ")).await;
                Ok(())
            }),
            "value" => ctx.command(move |_| async move { Ok(json!({ "args": args })) }),
            "state" => ctx.command(move |mut command| async move {
                command.state(STATE.into(), json!({ "args": args })).await?;
                Ok(())
            }),
            "flood" => {
                let bytes = number(&args, 0, 1 << 20);
                let chunk = number(&args, 1, 8192).max(1);
                ctx.command(move |mut command| async move {
                    let buffer = vec![b'x'; chunk as usize];
                    let mut left = bytes;
                    while left > 0 {
                        let size = left.min(chunk);
                        command.stdout(&buffer[..size as usize]).await;
                        left -= size;
                    }
                    Ok(())
                })
            }
            "counter" => {
                let updates = number(&args, 0, 1);
                ctx.command(move |mut command| async move {
                    for value in 0..updates {
                        command.counter(COUNTER.into(), value as f64).await;
                    }
                    Ok(())
                })
            }
            "sleep" => {
                let pause = Duration::from_millis(number(&args, 0, 0));
                ctx.command(move |_| async move {
                    tokio::time::sleep(pause).await;
                    Ok(())
                })
            }
            "exec" => exec::exec(&args, ctx),
            "failcmd" => {
                ctx.command(|_| async { Err::<(), _>(Error::from_string("command failed")) })
            }

            // From here on: what a runtime should not do.
            "slowstart" => {
                // Holds up the request, not a command.
                let pause = Duration::from_millis(number(&args, 0, 0));
                async move {
                    tokio::time::sleep(pause).await;
                    Ok(NO_COMMANDS_PID)
                }
                .boxed_local()
            }
            "panic" => ctx.command(|_| async {
                if true {
                    panic!("bench panic");
                }
                Ok(())
            }),
            "panic-sync" => panic!("bench panic in run_command"),
            "shutdown" => ctx.command(|command| async move {
                command.control().shutdown();
                Ok(())
            }),
            other => Error::response(format!("unknown command: {other}")),
        }
    }
}

/// The real supervisor puts the program's own name before the arguments, the driver does not. With
/// `BENCH_STRIP_ARG0` set that name is taken off.
fn arguments(command: &RunProcess) -> Vec<String> {
    let strip = std::env::var_os("BENCH_STRIP_ARG0").is_some();
    match command.args.split_first() {
        Some((name, rest)) if strip && *name == command.bin => rest.to_vec(),
        _ => command.args.clone(),
    }
}

fn number(args: &[String], index: usize, default: u64) -> u64 {
    let word = args.get(index);
    word.and_then(|word| word.parse().ok()).unwrap_or(default)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    ya_runtime_sdk::run::<BenchRuntime>().await
}
