//! The rooms' keys as a file ("Key exports" in the specification).

use std::{future::IntoFuture, sync::Arc, time::Duration};

use futures_util::FutureExt;
use matrix_sdk::{
    ruma::serde::{Base64, base64::Standard},
    sleep::sleep,
};
use matrix_sdk_base::crypto::{KeyExportError, decrypt_room_key_export, encrypt_room_key_export};
use protocol::{
    Failure, FailureKind,
    encryption::{ExportRoomKeys, ImportRoomKeys, Progress, TakenKeys},
};

use crate::{attachments::Attachments, map::failure, session::Session};

const BEGIN: &str = "-----BEGIN MEGOLM SESSION DATA-----";
const END: &str = "-----END MEGOLM SESSION DATA-----";
/// How often the passphrase is hashed: as often as in other clients' files.
const ROUNDS: u32 = 500_000;
/// A file that asks for more is refused: nothing else would be done for minutes.
const MOST_ROUNDS: u32 = 10_000_000;
/// The letters that hold all but the keys: version, salt, IV, rounds, MAC. The SDK's reader needs that many.
const LEAST: usize = 92;
/// Where the rounds stand in what they hold.
const ROUNDS_AT: std::ops::Range<usize> = 33..37;
/// So many keys are taken at once.
const PORTION: usize = 250;

/// Writes a file; says how many keys are in it.
pub(crate) async fn export_room_keys(
    session: &Arc<Session>,
    command: ExportRoomKeys,
) -> Result<(u32, Vec<u8>), Failure> {
    let keys = session.olm.export_room_keys().await?;
    if keys.is_empty() {
        return Err(FailureKind::NotFound.into());
    }
    breathe().await;
    let file = encrypt_room_key_export(&keys, command.passphrase.expose(), ROUNDS);
    let file = file.map_err(|error| failure::internal(&error))?;
    Ok((keys.len() as u32, file.into_bytes()))
}

/// Takes the keys of a file.
pub(crate) async fn import_room_keys(
    session: &Arc<Session>,
    command: ImportRoomKeys,
    attachments: Attachments,
) -> Result<TakenKeys, Failure> {
    let invalid = |field: &str| Failure::new(FailureKind::Invalid { field: field.into() });
    let file = attachments.read(command.blob).await?;
    let file = armoured(&file).ok_or_else(|| invalid("file"))?;
    breathe().await;
    let keys = decrypt_room_key_export(file.as_bytes(), command.passphrase.expose());
    let keys = keys.map_err(|error| match error {
        KeyExportError::InvalidMac => invalid("passphrase"),
        error => {
            tracing::info!(%error, "a file of keys is damaged");
            invalid("file")
        }
    })?;
    let mut taken = TakenKeys { new: 0, all: keys.len() as u32 };
    let mut keys = keys.into_iter();
    while keys.len() > 0 {
        session.encryption.taking(Some(Progress { done: taken.all - keys.len() as u32, all: taken.all }));
        let portion = session.olm.import_room_keys(keys.by_ref().take(PORTION).collect()).await;
        if portion.is_err() || keys.len() == 0 {
            session.encryption.taking(None);
        }
        taken.new += portion? as u32;
    }
    // New ones go into key storage when something makes the SDK look.
    let _ = session.client.encryption().backups().wait_for_steady_state().into_future().now_or_never();
    Ok(taken)
}

/// Lets what waits go before: the hashing cannot be interrupted.
async fn breathe() {
    sleep(Duration::from_millis(1)).await;
}

/// What stands between the first and the last line of a file, with these; none if it is no such file, or one that would
/// keep the engine too long.
fn armoured(file: &[u8]) -> Option<&str> {
    let text = str::from_utf8(file).ok()?;
    let text = &text[text.find(BEGIN)?..];
    let inside = text[BEGIN.len()..].split_once(END)?.0;
    let letters = inside.chars().filter(|letter| !letter.is_whitespace());
    let head: String = letters.take(LEAST).collect();
    let bytes = Base64::<Standard>::parse(&head).ok().filter(|_| head.len() == LEAST)?;
    let rounds = bytes.as_bytes().get(ROUNDS_AT)?.try_into().map(u32::from_be_bytes).ok()?;
    (1..=MOST_ROUNDS).contains(&rounds).then(|| &text[..BEGIN.len() + inside.len() + END.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rounds: u32, length: usize) -> String {
        let mut bytes = vec![1; length];
        bytes[ROUNDS_AT].copy_from_slice(&rounds.to_be_bytes());
        format!("{BEGIN}\n{}\n{END}", Base64::<Standard>::new(bytes).encode())
    }

    #[test]
    fn a_file_of_keys_is_told_from_others() {
        let written = encrypt_room_key_export(&[], "words", 10).expect("a file");
        let around = format!("\u{feff}From my phone\r\n{}\r\n", written.replace('\n', "\r\n"));
        let found = armoured(around.as_bytes()).expect("it is one");
        assert!(decrypt_room_key_export(found.as_bytes(), "words").expect("it opens").is_empty());
        assert!(armoured(file(ROUNDS, 100).as_bytes()).is_some());
        for other in [
            "",
            BEGIN,
            "-----BEGIN PGP MESSAGE-----",
            &written[..written.len() / 2],
            &written.replace(['A', 'b', '1'], "!"),
            &format!("{END}\n{BEGIN}"),
            "-----BEGIN MEGOLM SESSION DATA-----END MEGOLM SESSION DATA-----",
            &file(0, 100),
            &file(MOST_ROUNDS + 1, 100),
            // Too short for what the SDK reads without looking.
            &file(10, 68),
        ] {
            assert!(armoured(other.as_bytes()).is_none(), "{other}");
        }
        assert!(armoured(&[0xff, 0xfe]).is_none());
    }
}
