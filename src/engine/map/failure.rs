//! The SDK's errors to the wire's failures: the one file that looks into them.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use matrix_sdk::{
    Error, HttpError, QueueWedgeError,
    event_cache::EventCacheError,
    paginators::PaginatorError,
    room::edit::EditError,
    ruma::api::error::{ErrorKind, RetryAfter},
    send_queue::{RoomSendQueueError, RoomSendQueueStorageError},
};
use protocol::{Failure, FailureKind, failure::StorageFault, trust::Distrust};

use super::person;

/// Any error of the SDK.
pub(crate) fn failure(error: &Error) -> Failure {
    let kind = match error {
        Error::Http(error) => return http(error),
        Error::Timeout => FailureKind::Timeout,
        Error::AuthenticationRequired => FailureKind::NotSignedIn,
        Error::StateStore(_)
        | Error::EventCacheStore(_)
        | Error::MediaStore(_)
        | Error::CryptoStoreError(_) => FailureKind::Storage(StorageFault::Unreadable),
        Error::Identifier(_) => FailureKind::Invalid { field: "id".into() },
        Error::Url(_) => FailureKind::Invalid { field: "url".into() },
        Error::WrongRoomState(_) => FailureKind::Forbidden,
        Error::SendQueueWedgeError(error) => wedged(error),
        Error::OlmError(_) if is_distrust(&QueueWedgeError::from(error)) => {
            wedged(&QueueWedgeError::from(error))
        }
        Error::EventCache(error) => return event_cache(error),
        other => return internal(other),
    };
    kind.into()
}

/// An error of a request.
pub(crate) fn http(error: &HttpError) -> Failure {
    if let Some(kind) = error.client_api_error_kind() {
        let status = error.as_client_api_error().map_or(0, |error| error.status_code.as_u16());
        return api(kind, status).into();
    }
    match error {
        HttpError::Reqwest(error) if error.is_timeout() => FailureKind::Timeout.into(),
        HttpError::Reqwest(_) => FailureKind::Offline.into(),
        HttpError::Cached(error) => http(error),
        other => match other.as_client_api_error() {
            Some(error) => server(error.status_code.as_u16(), "").into(),
            None => internal(other),
        },
    }
}

fn api(kind: &ErrorKind, status: u16) -> FailureKind {
    match kind {
        ErrorKind::Forbidden | ErrorKind::GuestAccessForbidden => FailureKind::Forbidden,
        ErrorKind::NotFound => FailureKind::NotFound,
        ErrorKind::TooLarge => FailureKind::TooLarge { limit: None },
        ErrorKind::UnknownToken(data) => FailureKind::SessionEnded { soft: data.soft_logout },
        ErrorKind::MissingToken => FailureKind::SessionEnded { soft: false },
        ErrorKind::LimitExceeded(data) => FailureKind::RateLimited {
            retry_after_ms: match data.retry_after {
                Some(RetryAfter::Delay(delay)) => Some(millis(delay)),
                _ => None,
            },
        },
        ErrorKind::Unrecognized => FailureKind::Unsupported,
        ErrorKind::UserDeactivated | ErrorKind::UserLocked | ErrorKind::UserSuspended => {
            FailureKind::AccountRefused
        }
        kind => server(status, kind.errcode().as_str()),
    }
}

/// An answer whose error code says nothing: Synapse answers some things that are not there with `M_UNKNOWN`.
fn server(status: u16, errcode: &str) -> FailureKind {
    match status {
        403 => return FailureKind::Forbidden,
        404 => return FailureKind::NotFound,
        413 => return FailureKind::TooLarge { limit: None },
        429 => return FailureKind::RateLimited { retry_after_ms: None },
        _ => {}
    }
    FailureKind::Server { status, errcode: errcode.to_owned() }
}

/// An answer that is no success, to a request that the SDK has not made.
pub(crate) fn answer(status: u16, body: &[u8]) -> Failure {
    let said = serde_json::from_slice::<serde_json::Value>(body).unwrap_or_default();
    let errcode = said.get("errcode").and_then(|code| code.as_str()).unwrap_or_default();
    let kind = match errcode {
        "M_UNKNOWN_TOKEN" | "M_MISSING_TOKEN" => FailureKind::SessionEnded {
            soft: said.get("soft_logout").and_then(serde_json::Value::as_bool).unwrap_or_default(),
        },
        "M_NOT_FOUND" => FailureKind::NotFound,
        "M_FORBIDDEN" => FailureKind::Forbidden,
        errcode => server(status, errcode.get(..errcode.len().min(64)).unwrap_or_default()),
    };
    kind.into()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// An error of signing in: here "forbidden" means that token or password were refused.
pub(crate) fn login(error: &Error) -> Failure {
    let failure = failure(error);
    match failure.kind {
        FailureKind::Forbidden => FailureKind::LoginRefused.into(),
        _ => failure,
    }
}

/// Whether it is the encryption that does not send to whom it would go.
pub(crate) fn is_distrust(error: &QueueWedgeError) -> bool {
    matches!(
        error,
        QueueWedgeError::InsecureDevices { .. }
            | QueueWedgeError::IdentityViolations { .. }
            | QueueWedgeError::CrossVerificationRequired
    )
}

/// Why the send queue gave up on a message. The people have no names yet.
pub(crate) fn wedged(error: &QueueWedgeError) -> FailureKind {
    match error {
        QueueWedgeError::InsecureDevices { user_device_map } => FailureKind::Distrusted {
            why: Distrust::Devices,
            people: user_device_map.keys().map(|user| person::stranger(user)).collect(),
        },
        QueueWedgeError::IdentityViolations { users } => FailureKind::Distrusted {
            why: Distrust::Changed,
            people: users.iter().map(|user| person::stranger(user)).collect(),
        },
        QueueWedgeError::CrossVerificationRequired => {
            FailureKind::Distrusted { why: Distrust::ThisDevice, people: Vec::new() }
        }
        QueueWedgeError::MissingMediaContent => FailureKind::NotFound,
        QueueWedgeError::InvalidMimeType { .. } => FailureKind::Invalid { field: "mime".into() },
        QueueWedgeError::GenericApiError { .. } => FailureKind::Internal,
    }
}

/// A fault of ours or the SDK's: the log has its text.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> Failure {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let incident = format!("engine-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    tracing::error!(incident, %error, "internal failure");
    Failure { kind: FailureKind::Internal, incident: Some(incident.into()) }
}

/// An error of a timeline.
pub(crate) fn timeline(error: &matrix_sdk_ui::timeline::Error) -> Failure {
    use matrix_sdk_ui::timeline::{Error as E, PaginationError};
    match error {
        E::Sdk(error) => failure(error),
        E::EventCacheError(error) | E::PaginationError(PaginationError::EventCache(error)) => {
            event_cache(error)
        }
        E::PaginationError(PaginationError::Pagination(error)) => paginator(error),
        E::PaginationError(PaginationError::NotSupported) | E::UnsupportedEvent => {
            FailureKind::Unsupported.into()
        }
        E::EventNotInTimeline(_) => FailureKind::NotFound.into(),
        E::SendQueueError(error) => send_queue(error),
        other => internal(other),
    }
}

fn event_cache(error: &EventCacheError) -> Failure {
    match error {
        EventCacheError::RoomNotFound { .. } => FailureKind::NotFound.into(),
        EventCacheError::PaginationError(error) => failure(error),
        EventCacheError::InitialPaginationError(error) => paginator(error),
        EventCacheError::Storage(_) => {
            tracing::error!(%error, "the store of the event cache failed");
            FailureKind::Storage(StorageFault::Unreadable).into()
        }
        other => internal(other),
    }
}

fn paginator(error: &PaginatorError) -> Failure {
    match error {
        PaginatorError::EventNotFound(_) => FailureKind::NotFound.into(),
        PaginatorError::SdkError(error) => failure(error),
        PaginatorError::InvalidPreviousState { .. } => internal(error),
    }
}

/// An error of putting something into the send queue, or taking it out.
pub(crate) fn send_queue(error: &RoomSendQueueError) -> Failure {
    match error {
        RoomSendQueueError::RoomNotJoined => FailureKind::Forbidden.into(),
        RoomSendQueueError::RoomDisappeared => FailureKind::NotFound.into(),
        RoomSendQueueError::StorageError(error) => send_queue_storage(error),
        RoomSendQueueError::EmptyGallery
        | RoomSendQueueError::FailedToCreateGallery
        | RoomSendQueueError::FailedToCreateAttachment => internal(error),
    }
}

/// Why a message cannot be edited.
pub(crate) fn edit(error: &EditError) -> Failure {
    match error {
        EditError::Fetch(error) => failure(error),
        EditError::NotAuthor | EditError::StateEvent => FailureKind::Forbidden.into(),
        EditError::IncompatibleEditType { .. } => FailureKind::Unsupported.into(),
        EditError::Deserialize(_) => internal(error),
    }
}

/// An error of the send queue's store.
pub(crate) fn send_queue_storage(error: &RoomSendQueueStorageError) -> Failure {
    match error {
        RoomSendQueueStorageError::StateStoreError(_)
        | RoomSendQueueStorageError::EventCacheStoreError(_)
        | RoomSendQueueStorageError::MediaStoreError(_) => {
            tracing::error!(%error, "the send queue's store failed");
            FailureKind::Storage(StorageFault::Unreadable).into()
        }
        other => internal(other),
    }
}
