//! A server on loopback that answers as it is told, well or badly.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

/// A request that came in.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    pub at: Instant,
    headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// What goes out.
pub enum Reply {
    /// These bytes, and the end.
    Bytes(Vec<u8>),
    /// These bytes, and then one byte after the other.
    Drip(Vec<u8>, u8, Duration),
    /// The first bytes, and then the second ones forever.
    Endless(Vec<u8>, Vec<u8>),
}

/// A whole response.
pub fn reply(status: &str, headers: &[&str], body: &[u8]) -> Reply {
    let lines: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{lines}\r\n", body.len());
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// A response that went well.
pub fn ok(content_type: &str, body: &[u8]) -> Reply {
    reply("200 OK", &[&format!("Content-Type: {content_type}")], body)
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub struct Server {
    port: u16,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (answer, kept) = (Arc::new(answer), Arc::clone(&log));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&kept));
                std::thread::spawn(move || serve(stream, &*answer, &log));
            }
        });
        Self { port, log }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.log.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&Request) -> Reply, log: &Mutex<Vec<Request>>) {
    let Some(request) = read(&mut stream) else { return };
    log.lock().unwrap().push(request.clone());
    // Whoever hangs up early does what the test is about.
    _ = match answer(&request) {
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Drip(first, byte, pause) => drip(&mut stream, &first, (byte, pause)),
        Reply::Endless(first, more) => endless(&mut stream, &first, &more),
    };
}

fn drip(stream: &mut TcpStream, first: &[u8], (byte, pause): (u8, Duration)) -> std::io::Result<()> {
    stream.write_all(first)?;
    loop {
        std::thread::sleep(pause);
        stream.write_all(&[byte])?;
    }
}

fn endless(stream: &mut TcpStream, first: &[u8], more: &[u8]) -> std::io::Result<()> {
    stream.write_all(first)?;
    loop {
        stream.write_all(more)?;
    }
}

fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.extend_from_slice(&byte);
    }
    let text = String::from_utf8(bytes).ok()?;
    let mut lines = text.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Some(Request { path, at: Instant::now(), headers })
}
