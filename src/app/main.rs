//! The whole interface: for those who are signed in, or come back to be.

use app::{boot, shell, text::Part};

fn main() {
    boot::start(shell::app, &[Part::ENTRANCE, Part::APP]);
}
