//! The whole interface: for those who are signed in, or come back to be.

use app::{
    boot,
    features::sign_in::FormerWay,
    platform::timer,
    shell,
    text::{Part, time},
};

fn main() {
    boot::start(shell::app, Some(FormerWay::WAY), &[Part::ENTRANCE, Part::APP]);
    timer::when_idle(time::prepare);
}
