//! The small module with the sign-in page alone: what somebody who is new here waits for.

use app::{boot, shell::entrance, text::Part};

fn main() {
    boot::start(entrance::leave, None, &[Part::ENTRANCE]);
}
