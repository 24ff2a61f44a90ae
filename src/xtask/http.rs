//! Just enough HTTP to see whether a server of ours answers, and on which port it may live.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::time::Duration;

use crate::failure::{Outcome, failure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Status code of `GET path` on this machine, or none if nobody answers.
pub fn status(port: u16, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).ok()?;
    std::str::from_utf8(&answer[9..]).ok()?.parse().ok()
}

/// The first port from `wanted` on that nobody listens on, neither over IPv4 nor over IPv6.
///
/// # Errors
/// A hundred ports are taken.
pub fn free_port(wanted: u16) -> Outcome<u16> {
    let free = |port: &u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
            && (!has_ipv6() || TcpListener::bind((Ipv6Addr::LOCALHOST, *port)).is_ok())
    };
    (wanted..wanted.saturating_add(100))
        .find(free)
        .ok_or_else(|| failure(format!("no free port from {wanted} on")))
}

/// Whether this machine speaks IPv6 to itself.
pub fn has_ipv6() -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok()
}
