//! A peer that does no work: it answers requests with frames that lie ready, on one thread, so that
//! what is measured of it is the client, the pipe and the machine. Nothing can be faster.
//!
//!     ceiling [--workdir DIR] start
//!
//! It knows the bench runtimes' commands `noop`, `flood BYTES CHUNK` (frames gathered into blocks of
//! 64 KiB), `counter N` and `exec PROG ARGS` (by posix_spawn); whatever else ends at once. `test`,
//! `offer-template` and `deploy` do nothing.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

const BLOCK: usize = 64 * 1024;

const HELLO: u64 = 2;
const RUN: u64 = 10;
const SHUTDOWN: u64 = 12;

fn main() -> io::Result<()> {
    if std::env::args().next_back().as_deref() != Some("start") {
        return Ok(());
    }
    let mut input = io::stdin().lock();
    let mut peer = Peer {
        out: io::stdout().into_raw_writer(),
        waiting: Vec::new(),
        last_pid: 0,
    };
    let mut bytes = Vec::new();
    let mut block = vec![0; BLOCK];
    loop {
        let count = input.read(&mut block)?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(&block[..count]);
        let mut at = 0;
        while let Some((length, begin)) = varint(&bytes, at) {
            let end = begin + length as usize;
            if end > bytes.len() {
                break;
            }
            peer.request(&bytes[begin..end])?;
            at = end;
        }
        bytes.drain(..at);
        peer.send()?;
    }
}

/// Standard output without a buffer of its own.
trait IntoRawWriter {
    fn into_raw_writer(self) -> std::fs::File;
}

impl IntoRawWriter for io::Stdout {
    fn into_raw_writer(self) -> std::fs::File {
        use std::os::fd::AsFd;
        std::fs::File::from(self.as_fd().try_clone_to_owned().expect("standard output is open"))
    }
}

struct Peer {
    out: std::fs::File,
    waiting: Vec<u8>,
    last_pid: u64,
}

impl Peer {
    fn request(&mut self, message: &[u8]) -> io::Result<()> {
        let (mut id, mut kind, mut body) = (0, 0, &message[..0]);
        each_field(message, |field, number, bytes| match field {
            1 => id = number,
            _ => (kind, body) = (field, bytes),
        });
        match kind {
            HELLO => self.answer(id, 4, &text_field(1, b"1.0.0")),
            RUN => self.run(id, body)?,
            _ => self.answer(id, kind, &[]),
        }
        if kind == SHUTDOWN {
            self.send()?;
        }
        Ok(())
    }

    fn run(&mut self, id: u64, body: &[u8]) -> io::Result<()> {
        let mut words = Vec::new();
        each_field(body, |field, _, bytes| {
            if field <= 2 {
                words.push(String::from_utf8_lossy(bytes).into_owned());
            }
        });
        self.last_pid += 1;
        let pid = self.last_pid;
        let mut answer = Vec::new();
        number_field(&mut answer, 1, pid);
        self.answer(id, RUN, &answer);
        self.status(pid, true, &[]);
        let number = |index: usize| words.get(index).and_then(|word| word.parse().ok()).unwrap_or(1);
        match words[0].as_str() {
            "flood" => self.flood(pid, number(1), number(2))?,
            "counter" => self.count(number(1))?,
            "exec" => self.exec(&words[1..])?,
            _ => {}
        }
        self.status(pid, false, &[]);
        Ok(())
    }

    fn flood(&mut self, pid: u64, bytes: usize, chunk: usize) -> io::Result<()> {
        self.send()?;
        self.status(pid, true, &vec![0; chunk]);
        let frame = std::mem::take(&mut self.waiting);
        self.repeat(&frame, bytes / chunk)
    }

    fn count(&mut self, updates: usize) -> io::Result<()> {
        self.send()?;
        let mut counter = text_field(1, b"golem.usage.bench");
        counter.push(2 << 3 | 1);
        counter.extend_from_slice(&1.0_f64.to_le_bytes());
        self.event(21, &text_field(2, &counter));
        let frame = std::mem::take(&mut self.waiting);
        self.repeat(&frame, updates)
    }

    /// Writes a frame so many times, in blocks.
    fn repeat(&mut self, frame: &[u8], times: usize) -> io::Result<()> {
        let each = (BLOCK / frame.len()).max(1);
        let block = frame.repeat(each);
        for _ in 0..times / each {
            self.out.write_all(&block)?;
        }
        self.out.write_all(&frame.repeat(times % each))
    }

    fn exec(&mut self, words: &[String]) -> io::Result<()> {
        Command::new(&words[0])
            .args(&words[1..])
            .stdin(Stdio::null())
            .output()
            .map(|_| ())
    }

    fn answer(&mut self, id: u64, kind: u64, body: &[u8]) {
        let mut message = Vec::new();
        number_field(&mut message, 2, id);
        message.extend_from_slice(&text_field(kind, body));
        self.frame(&message);
    }

    fn status(&mut self, pid: u64, running: bool, output: &[u8]) {
        let mut status = Vec::new();
        number_field(&mut status, 1, pid);
        if running {
            number_field(&mut status, 2, 1);
        }
        if !output.is_empty() {
            status.extend_from_slice(&text_field(4, output));
        }
        self.event(20, &status);
    }

    fn event(&mut self, kind: u64, body: &[u8]) {
        let mut message = Vec::new();
        number_field(&mut message, 1, 1);
        message.extend_from_slice(&text_field(kind, body));
        self.frame(&message);
    }

    fn frame(&mut self, message: &[u8]) {
        push_varint(&mut self.waiting, message.len() as u64);
        self.waiting.extend_from_slice(message);
    }

    fn send(&mut self) -> io::Result<()> {
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

fn number_field(out: &mut Vec<u8>, field: u64, number: u64) {
    push_varint(out, field << 3);
    push_varint(out, number);
}

fn text_field(field: u64, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    push_varint(&mut out, field << 3 | 2);
    push_varint(&mut out, bytes.len() as u64);
    out.extend_from_slice(bytes);
    out
}

fn push_varint(out: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        out.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The number that begins at an index, and where it ends.
fn varint(bytes: &[u8], from: usize) -> Option<(u64, usize)> {
    let mut number = 0;
    for (i, byte) in bytes[from..].iter().enumerate() {
        number |= u64::from(byte & 127) << (7 * i);
        if byte & 128 == 0 {
            return Some((number, from + i + 1));
        }
    }
    None
}

/// Goes through a message: of each field, its number, its value if that is a number, and its bytes.
fn each_field<'a>(message: &'a [u8], mut visit: impl FnMut(u64, u64, &'a [u8])) {
    let mut at = 0;
    while let Some((tag, begin)) = varint(message, at) {
        let (number, after) = varint(message, begin).expect("a request is well formed");
        at = after;
        let bytes = if tag & 7 == 2 {
            at += number as usize;
            &message[after..at]
        } else {
            &message[..0]
        };
        visit(tag >> 3, number, bytes);
    }
}
