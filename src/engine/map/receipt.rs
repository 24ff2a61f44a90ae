//! Which receipt tells of reading.

use matrix_sdk::ruma::api::client::receipt::create_receipt::v3::ReceiptType;

/// The receipt that all in the room see, or the one that only the account's own devices do (D6).
pub(crate) fn receipt_type(private: bool) -> ReceiptType {
    if private { ReceiptType::ReadPrivate } else { ReceiptType::Read }
}
