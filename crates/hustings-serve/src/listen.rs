//! Listening: connections are taken, kept within limits, and ended gracefully when the process is told to stop.
//!
//! [`super::router`] answers what they ask. Who sends the head of a request too slowly is hung up on.
//!
//! `SIGTERM` → no new connection; answers that were begun are sent; after five seconds the rest is cut off

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;

use crate::guard::Peer;

/// How many connections are open at once; others wait to be taken.
const CONNECTIONS: usize = 512;

/// How long somebody may take to send the head of a request, the wait for the next one included.
const HEAD: Duration = Duration::from_secs(15);

/// How many bytes are kept of a request that was not yet taken: no head may be longer.
const BUFFER: usize = 64 << 10;

/// How long answers that were begun may take once the process is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Listens at an address.
///
/// # Errors
/// When somebody else listens there, or nobody may.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address)
}

/// Answers until `stop` is done; answers that were begun are sent first.
///
/// # Errors
/// When listening fails.
pub async fn answer(
    router: Router,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (places, graceful) = (Arc::new(Semaphore::new(CONNECTIONS)), GracefulShutdown::new());
    let router = TowerToHyperService::new(router);
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(std::io::Error::other)?;
            listener.accept().await.map(|taken| (taken, place))
        };
        let ((stream, peer), place) = tokio::select! {
            () = &mut stop => break,
            taken = taken => match taken {
                Ok(taken) => taken,
                // Whoever asked is gone, or too many files are open: the others go on.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        // An answer goes out as it is written; waiting to fill packets costs tens of milliseconds.
        _ = stream.set_nodelay(true);
        let router = router.clone();
        let handed_on = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            router.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), handed_on);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Whoever hangs up early harms nobody else.
            _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

/// Waits until the process is told to stop: by Ctrl-C, or by SIGTERM as service managers send it.
pub async fn told_to_stop() {
    let interrupted = async {
        // Where signals cannot be heard the server goes on until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
