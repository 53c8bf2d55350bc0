//! `exec PROG ARGS`: a program of the machine, with its output passed on as it comes.

use std::process::Stdio;

use futures::future::{join3, ready};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use ya_runtime_sdk::error::Error;
use ya_runtime_sdk::{Context, ProcessIdResponse, RunCommandExt};

use crate::BenchRuntime;

const READ_SIZE: usize = 8192;

pub fn exec<'a>(line: &[String], ctx: &mut Context<BenchRuntime>) -> ProcessIdResponse<'a> {
    let Some((program, args)) = line.split_first() else {
        return Error::response("exec: missing program");
    };
    let child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    ready(child).as_command(ctx, |mut child, command| async move {
        let stdout = child.stdout.take().expect("stdout is a pipe");
        let stderr = child.stderr.take().expect("stderr is a pipe");
        let (mut to_stdout, mut to_stderr) = (command.clone(), command);
        let (_, _, status) = join3(
            pump(stdout, async |bytes| to_stdout.stdout(bytes).await),
            pump(stderr, async |bytes| to_stderr.stderr(bytes).await),
            child.wait(),
        )
        .await;
        let status = status?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::from_string(format!("exit {:?}", status.code())))
        }
    })
}

async fn pump(mut from: impl AsyncRead + Unpin, mut send: impl AsyncFnMut(Vec<u8>)) {
    let mut buffer = [0; READ_SIZE];
    while let Ok(size) = from.read(&mut buffer).await {
        if size == 0 {
            return;
        }
        send(buffer[..size].to_vec()).await;
    }
}
