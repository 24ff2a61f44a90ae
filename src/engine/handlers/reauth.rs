//! Asking the homeserver for what it may want to be confirmed.

use matrix_sdk::{
    HttpResult,
    ruma::api::{client::uiaa::AuthData, error::ErrorKind},
};
use matrix_sdk_common::SendOutsideWasm;
use protocol::{
    Failure, FailureKind,
    reauth::{Confirmed, Proof},
};

use crate::{
    map::{failure, reauth},
    session::Session,
};

/// Sends a request with the proof, if there is one. Nothing is done where the answer is `Wanted`.
pub(crate) async fn confirmed<F>(
    session: &Session,
    proof: Option<Proof>,
    send: impl Fn(Option<AuthData>) -> F,
) -> Result<Confirmed, Failure>
where
    F: Future<Output = HttpResult<()>> + SendOutsideWasm,
{
    let user = session.client.user_id().ok_or(FailureKind::NotSignedIn)?;
    let proven = proof.is_some();
    let mut answer = send(proof.map(|proof| reauth::proof(proof, user))).await;
    if proven && answer.as_ref().is_err_and(is_void) {
        answer = send(None).await;
    }
    let error = match answer {
        Ok(()) => return Ok(Confirmed::Done),
        Err(error) => error,
    };
    let Some(info) = error.as_uiaa_response() else { return Err(failure::http(&error)) };
    let wanted = reauth::wanted(info, &session.client.homeserver(), proven);
    Ok(Confirmed::Wanted(wanted.ok_or(FailureKind::Unsupported)?))
}

/// Whether the question that was answered counts no more: the homeserver has forgotten it, or somebody else has proven to
/// be themselves, which Synapse keeps with the question and refuses ever after.
fn is_void(error: &matrix_sdk::HttpError) -> bool {
    let kind = error.client_api_error_kind();
    matches!(kind, Some(ErrorKind::Unknown | ErrorKind::NotFound | ErrorKind::Forbidden))
}
